package io.dataflow.sentinel;

/** The kinds of trouble a run can end with; each has an exit code. */
enum Trouble {
  /** A bar was refused, an instrument is held or unknown to the source, or data is overdue. */
  DATA(ExitCode.DATA),
  /** Something passed that a person may want to look at. */
  WARNING(ExitCode.WARNINGS),
  /** The source, a database or a calendar kept the program from a verdict. */
  NOT_EVALUATED(ExitCode.NOT_EVALUATED),
  /** A result could not be recorded, or a message about it not delivered. */
  NOT_RECORDED(ExitCode.NOT_RECORDED);

  private final int code;

  Trouble(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
