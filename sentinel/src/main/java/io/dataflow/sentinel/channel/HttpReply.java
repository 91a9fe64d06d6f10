package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** What came of a request. */
sealed interface HttpReply {
  /**
   * The other side answered.
   *
   * @param body its beginning, as far as it was read
   */
  record Answer(int status, HttpHeaders headers, String body) implements HttpReply {
    boolean taken() {
      return status / 100 == 2;
    }

    Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    /** The body as a JSON object; empty when it is none. */
    Optional<Map<?, ?>> object() {
      return json().filter(Map.class::isInstance).map(value -> (Map<?, ?>) value);
    }

    /** The body as JSON; empty when it is none. */
    Optional<Object> json() {
      try {
        return Optional.ofNullable(Json.read(body));
      } catch (JsonException e) {
        return Optional.empty();
      }
    }

    /** Foreign text, so only its status. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /** No answer came, or not a whole one. */
  record None(Delivery outcome) implements HttpReply {}
}
