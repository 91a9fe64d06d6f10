package io.dataflow.sentinel.source.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A stand-in server on a free port and a client that names itself. */
final class StandInClient implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  // one for all tests: building a client takes longer than most of them
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StandInServer server;
  private final URI base;

  StandInClient(Market market, Faults faults, Clock clock) throws IOException {
    server = new StandInServer(market, faults, clock);
    base = server.start(0);
  }

  static StandInClient at(Market market, String moment) throws IOException {
    return new StandInClient(market, Faults.none(), new MovableClock(Instant.parse(moment)));
  }

  StandInServer server() {
    return server;
  }

  URI base() {
    return base;
  }

  /** Asks for a chart; the query is sent as it is. */
  HttpResponse<byte[]> chart(String symbol, String query) throws IOException {
    return get("/v8/finance/chart/" + encoded(symbol) + "?" + query, "Mozilla/5.0 (test)");
  }

  HttpResponse<byte[]> get(String target, String agent, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(target)).timeout(Duration.ofSeconds(10));
    if (!agent.isEmpty()) {
      request.header("User-Agent", agent);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** The first result of a chart answer. */
  JsonNode result(String symbol, String query) throws IOException {
    return JSON.readTree(chart(symbol, query).body()).at("/chart/result/0");
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
