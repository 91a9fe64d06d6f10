package io.dataflow.sentinel.json;

/** A text is no JSON, or not what is read here; the message says where. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }
}
