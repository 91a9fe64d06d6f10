package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request for the chart of one symbol, as it came in.
 *
 * @param symbol the instrument asked for
 * @param parameters the query, decoded; of a repeated name the first value
 */
public record ChartRequest(Symbol symbol, Map<String, String> parameters) {
  /** The path every chart request starts with. */
  public static final String PATH = "/v8/finance/chart/";

  public ChartRequest {
    parameters = Map.copyOf(parameters);
  }

  /** A percent-decoded path segment or query word; empty when its coding is broken. */
  static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The parameters of a raw query, {@code interval=1d&range=5d}; empty when broken. */
  static Optional<Map<String, String>> query(String raw) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      Optional<String> name = decoded(pair.substring(0, Math.max(0, equals)));
      Optional<String> value = decoded(pair.substring(equals + 1).replace("+", "%20"));
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      if (equals > 0) {
        parameters.putIfAbsent(name.get(), value.get());
      }
    }
    return Optional.of(parameters);
  }

  /** The interval as written; {@code 1d} when none is. */
  public String interval() {
    return parameters.getOrDefault("interval", "1d");
  }

  /** The range as written, or {@code 1d} when neither a range nor a period is; else empty. */
  public Optional<String> range() {
    return hasPeriod() ? Optional.empty() : Optional.of(parameters.getOrDefault("range", "1d"));
  }

  /** Whether the window is given as {@code period1}, with or without {@code period2}. */
  public boolean hasPeriod() {
    return parameters.containsKey("period1");
  }

  /** The first second asked for; empty when it is absent or no number. */
  public Optional<Long> period1() {
    return second("period1");
  }

  /** The end of the period; the moment of the request when there is none. */
  public long period2(Instant now) {
    return second("period2").orElse(now.getEpochSecond());
  }

  private Optional<Long> second(String name) {
    String text = parameters.getOrDefault(name, "");
    return text.matches("-?\\d{1,14}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** Whether a kind of event is wanted: {@code div}, {@code split}. */
  public boolean wantsEvent(String kind) {
    return Arrays.stream(parameters.getOrDefault("events", "").split("[,|]"))
        .anyMatch(name -> name.strip().startsWith(kind));
  }

  /** Whether a parameter has exactly this value. */
  public boolean has(String name, String value) {
    return value.equals(parameters.get(name));
  }
}
