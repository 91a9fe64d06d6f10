package io.dataflow.sentinel;

/** What the program tells its caller; the highest of {@code 4 > 3 > 5 > 1 > 2 > 0} wins. */
final class ExitCode {
  static final int OK = 0;

  /** The vendor, a database, a calendar or the program itself kept it from a verdict. */
  static final int NOT_EVALUATED = 3;

  /** Bad configuration or a bad command line. */
  static final int USAGE = 4;

  private ExitCode() {}
}
