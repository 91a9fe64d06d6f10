package io.dataflow.sentinel.warehouse;

/** The warehouse could not be written or read; the message says why and what to do. */
public final class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WarehouseException(String message) {
    super(message);
  }

  WarehouseException(String message, Throwable cause) {
    super(message, cause);
  }
}
