package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Payloads;
import io.dataflow.sentinel.source.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Answers to a request for daily bars of 2024 up to 2024-03-12, read by the parser. */
final class Answers {
  private static final Instant FROM = Instant.parse("2024-01-01T05:00:00Z");
  private static final Instant TO = Instant.parse("2024-03-13T00:00:00Z");

  private Answers() {}

  static Request request(String symbol, Interval interval) {
    return new Request(new Symbol(symbol), interval, FROM, TO);
  }

  static Outcome parsed(Request request, int status, String type, String body) {
    Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("content-type", type);
    return ChartParser.parse(
        new Answer(
            request,
            "yahoo",
            "https://example.org/",
            status,
            headers,
            Instant.parse("2024-03-12T00:00:00Z"),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  static Outcome json(String body) {
    return parsed(request("AAPL", Interval.DAY_1), 200, "application/json;charset=utf-8", body);
  }

  static Outcome.Bars bars(Payloads payload) {
    return bars(payload, "AAPL", Interval.DAY_1);
  }

  static Outcome.Bars bars(Payloads payload, String symbol, Interval interval) {
    Outcome outcome = parsed(request(symbol, interval), 200, "application/json", payload.json());
    if (outcome instanceof Outcome.Bars bars) {
      return bars;
    }
    throw new AssertionError("no bars but " + outcome);
  }
}
