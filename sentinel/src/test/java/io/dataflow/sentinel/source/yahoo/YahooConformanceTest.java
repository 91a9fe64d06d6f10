package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.source.Payloads;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.SourceConformance;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class YahooConformanceTest extends SourceConformance {
  private static final String NOT_FOUND =
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"no\"}}}";

  private Optional<Endpoint> endpoint = Optional.empty();

  @AfterEach
  void close() {
    endpoint.ifPresent(Endpoint::close);
  }

  private static String chart() {
    return Payloads.of("AAPL")
        .row("2024-03-08T14:30:00Z", "9", "11", "8", "10", "1000")
        .row("2024-03-11T13:30:00Z", "10", "12", "9", "11", "1100")
        .json();
  }

  @Override
  protected Source source(Other other) throws IOException {
    close();
    Endpoint.Reply apple =
        switch (other) {
          case WELL -> Endpoint.json(chart());
          case EMPTY -> Endpoint.json(Payloads.of("AAPL").json());
          case WRONG -> Endpoint.json(chart().replace("AAPL", "MSFT"));
          case GONE -> Endpoint.status(503);
        };
    Endpoint.Reply unknown = Endpoint.text(404, "application/json", NOT_FOUND);
    endpoint =
        Optional.of(
            new Endpoint(
                exchange ->
                    (exchange.getRequestURI().getPath().endsWith("/AAPL") ? apple : unknown)
                        .to(exchange)));
    URI base = endpoint.get().base();
    Duration none = Duration.ZERO;
    return new YahooSource(
        new YahooOptions(
            base,
            "test",
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            1 << 20,
            none,
            0,
            none,
            none,
            none),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Override
  protected byte[] bytes() {
    return chart().getBytes(StandardCharsets.UTF_8);
  }
}
