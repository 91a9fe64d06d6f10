package io.dataflow.sentinel.lake;

/** The lake cannot be read or written; the message names the table, the file and what to do. */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
