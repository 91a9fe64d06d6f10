package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request over HTTP. Prints as its method alone: the address, a header or the body may hold a
 * secret.
 *
 * @param most how much of the answer is read, in bytes
 */
record HttpCall(
    String method, String url, Map<String, String> headers, Optional<String> body, int most) {
  private static final int SHORT_ANSWER = 64 * 1024;

  HttpCall {
    headers = Map.copyOf(headers);
  }

  static HttpCall get(String url) {
    return new HttpCall("GET", url, Map.of(), Optional.empty(), SHORT_ANSWER);
  }

  /** Posts a value as JSON. */
  static HttpCall post(String url, Object json) {
    return send("POST", url, Json.line(json));
  }

  /** Sends a text that is JSON already. */
  static HttpCall send(String method, String url, String json) {
    return new HttpCall(
        method,
        url,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        Optional.of(json),
        SHORT_ANSWER);
  }

  HttpCall with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, url, more, body, most);
  }

  HttpCall reading(int bytes) {
    return new HttpCall(method, url, headers, body, bytes);
  }

  @Override
  public String toString() {
    return "HttpCall[" + method + "]";
  }
}
