package io.dataflow.sentinel.source.standin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer on its way out, with what faults do to its transport.
 *
 * @param answer status, content type and body
 * @param headers further headers, such as a redirect's {@code Location}
 * @param delay how long to wait before the first byte
 * @param padding how many blanks follow the body
 * @param cutAt how many bytes of the body are sent before the connection is reset; -1 for all
 */
record Reply(Answer answer, Map<String, String> headers, Duration delay, long padding, long cutAt) {
  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply of(Answer answer) {
    return new Reply(answer, Map.of(), Duration.ZERO, 0, -1);
  }

  Reply with(Answer other) {
    return new Reply(other, headers, delay, padding, cutAt);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(answer, more, delay, padding, cutAt);
  }

  Reply delayed(Duration more) {
    return new Reply(answer, headers, delay.plus(more), padding, cutAt);
  }

  Reply paddedTo(long bytes) {
    return new Reply(answer, headers, delay, Math.max(0, bytes - answer.body().length), cutAt);
  }

  Reply cutAfter(long bytes) {
    return new Reply(answer, headers, delay, padding, bytes);
  }

  boolean reset() {
    return cutAt >= 0;
  }
}
