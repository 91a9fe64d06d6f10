package io.dataflow.sentinel.engine;

/** The engine could not run a statement or write a file; the message says which and why. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
