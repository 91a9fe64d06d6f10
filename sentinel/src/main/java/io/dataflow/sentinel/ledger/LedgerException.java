package io.dataflow.sentinel.ledger;

/**
 * The ledger could not do what it was asked: what was tried, on which file or database, and what to
 * do next. Nothing of the failed call is kept.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where the cause lies. */
  public enum Kind {
    /** The disk, the file or the database: unreachable, damaged, full, locked, too new. */
    ENVIRONMENT,
    /** What was asked contradicts what is recorded: an unknown run, a batch id used twice. */
    DATA
  }

  private final Kind kind;

  private LedgerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static LedgerException environment(String message, Throwable cause) {
    return new LedgerException(Kind.ENVIRONMENT, message, cause);
  }

  static LedgerException environment(String message) {
    return new LedgerException(Kind.ENVIRONMENT, message, null);
  }

  static LedgerException data(String message) {
    return new LedgerException(Kind.DATA, message, null);
  }

  public Kind kind() {
    return kind;
  }
}
