package io.dataflow.sentinel.bronze;

/** Bronze cannot be written or read; the message names the file and what to do. */
public final class BronzeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BronzeException(String message, Throwable cause) {
    super(message, cause);
  }
}
