package io.dataflow.sentinel.table;

import java.util.Objects;

/** A table could not be read; the message says what was tried, why, and what to do. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose matter it is. */
  public enum Kind {
    /** What was said about the table does not fit it: no such column, no date in it. */
    SETTINGS,
    /** It is not there, not whole, not reachable, not allowed or took too long. */
    UNREADABLE
  }

  private final Kind kind;

  TableException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  TableException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  static TableException settings(String message) {
    return new TableException(Kind.SETTINGS, message);
  }

  static TableException unreadable(String message) {
    return new TableException(Kind.UNREADABLE, message);
  }

  static TableException unreadable(String message, Throwable cause) {
    return new TableException(Kind.UNREADABLE, message, cause);
  }

  public Kind kind() {
    return kind;
  }
}
