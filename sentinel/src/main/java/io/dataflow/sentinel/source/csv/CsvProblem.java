package io.dataflow.sentinel.source.csv;

/** A file that cannot be read as bars: which, where, and why. */
final class CsvProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private CsvProblem(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  static CsvProblem refused(String message) {
    return new CsvProblem(message, false);
  }

  /** The file is being written. */
  static CsvProblem passing(String message) {
    return new CsvProblem(message, true);
  }

  boolean passing() {
    return passing;
  }
}
