package io.dataflow.sentinel.postgres;

/** A PostgreSQL could not be reached or did not answer; the message says why, without secrets. */
public final class PostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresException(String message) {
    super(message);
  }

  PostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
