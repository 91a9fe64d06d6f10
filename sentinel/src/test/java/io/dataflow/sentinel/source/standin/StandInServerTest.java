package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.market.Symbol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandInServerTest {
  private static final String AGENT = "Mozilla/5.0 (compatible; test)";

  @TempDir Path folder;
  private StandInClient client;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("SPY.csv"), "date,open,high,low,close,volume\n2021-03-31,1,2,1,2,300\n");
    Files.writeString(
        folder.resolve("^GSPC.csv"), "date,open,high,low,close,volume\n2021-03-31,1,2,1,2,300\n");
    client = StandInClient.at(Market.csv(folder), "2021-04-01T12:00:00Z");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
  }

  @Test
  void answersWithTheHeadersOfTheEndpoint() throws IOException {
    HttpResponse<byte[]> response = client.chart("SPY", "interval=1d&range=5d");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map())
        .containsEntry("content-type", List.of("application/json;charset=utf-8"))
        .containsEntry("cache-control", List.of("public, max-age=10, stale-while-revalidate=20"))
        .containsEntry("vary", List.of("Origin,Accept-Encoding"))
        .containsEntry("server", List.of("ATS"))
        .containsEntry("date", List.of("Thu, 1 Apr 2021 12:00:00 GMT"))
        .doesNotContainKey("content-encoding");
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(client.base().getHost()).isEqualTo("127.0.0.1");
    assertThat(client.base().getPort()).isPositive();
  }

  @Test
  void decodesTheSymbolAndCountsRequestsByIt() throws IOException {
    assertThat(client.result("^GSPC", "range=5d").at("/meta/symbol").asText()).isEqualTo("^GSPC");
    client.chart("^GSPC", "range=5d");
    client.chart("SPY", "range=5d");
    assertThat(client.server().requests(new Symbol("^GSPC"))).isEqualTo(2);
    assertThat(client.server().requests()).containsEntry("SPY", 1).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl/8.5.0", "Java-http-client/17.0.15", "Java/17", " "})
  void takesDefaultAgentsForRobots(String agent) throws IOException {
    HttpResponse<byte[]> response = client.get("/v8/finance/chart/SPY?range=5d", agent);
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(StandInClient.text(response)).isEqualTo("Too Many Requests\r\n");
    assertThat(response.headers().firstValue("content-type")).contains("text/html");
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void compressesWhereTheClientAsksForIt() throws IOException {
    String target = "/v8/finance/chart/SPY?range=5d";
    byte[] plain = client.get(target, AGENT).body();
    HttpResponse<byte[]> packed = client.get(target, AGENT, "Accept-Encoding", "gzip, deflate");
    assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "range=5d&interval=5h | 400 | Invalid input - interval=5h is not supported. Valid"
            + " intervals: [1m, 2m, 5m, 15m, 30m, 60m, 90m, 1h, 1d, 5d, 1wk, 1mo, 3mo]",
        "period1=20&period2=10 | 400 | Invalid input - start date cannot be after end date."
            + " startDate = 20, endDate = 10",
        "period1=1&period2=2 | 400 | Data doesn't exist for startDate = 1, endDate = 2",
        "range=99x | 400 | Invalid input - range=99x is not supported.",
        "period1=abc | 400 | Invalid input - start date is not a number.",
        "interval=1m&period1=1614600000&period2=1614600060 | 422 | 1m data not available for"
            + " startTime=1614600000 and endTime=1614600060. The requested range must be within"
            + " the last 30 days.",
        "interval=1m&period1=1616500000&period2=1617278400 | 422 | 1m data not available for"
            + " startTime=1616500000 and endTime=1617278400. Only 8 days worth of 1m granularity"
            + " data are allowed to be fetched per request.",
        "interval=90m&period1=1611400000&period2=1611400001 | 422 | 90m data not available for"
            + " startTime=1611400000 and endTime=1611400001. The requested range must be within"
            + " the last 60 days.",
        "interval=60m&period1=1554000000&period2=1554000001 | 422 | 60m data not available for"
            + " startTime=1554000000 and endTime=1554000001. The requested range must be within"
            + " the last 730 days.",
      })
  void refusesWhatTheEndpointRefusesInItsWords(String query, int status, String description)
      throws IOException {
    HttpResponse<byte[]> response = client.chart("SPY", query);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(StandInClient.JSON.readTree(response.body()).at("/chart/error/description").asText())
        .isEqualTo(description);
    assertThat(response.headers().firstValue("cache-control")).contains("max-age=0, private");
  }

  @Test
  void answersUnknownSymbolsAndTextsThatAreNoneWithTheSameBody() throws IOException {
    for (String symbol : List.of("NOSUCH", "../../x", "a\"b", "'; drop table")) {
      HttpResponse<byte[]> response = client.chart(symbol, "range=5d");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(StandInClient.text(response))
          .isEqualTo(
              "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
                  + "\"description\":\"No data found, symbol may be delisted\"}}}");
    }
  }

  @Test
  void answersOtherPathsWithAPageAndOtherMethodsWithARefusal() throws IOException {
    HttpResponse<byte[]> response = client.get("/v7/finance/quote?symbols=SPY", AGENT);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).contains("text/html");
    assertThat(raw("DELETE /v8/finance/chart/SPY HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void closesOnWhatIsNoHttpAndServesOn() throws IOException {
    assertThat(raw("hello\r\n\r\n")).isEmpty();
    assertThat(raw("GET /v8/finance/chart/%zz HTTP/1.1\r\nUser-Agent: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(client.chart("SPY", "range=5d").statusCode()).isEqualTo(200);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", client.base().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void answersSeveralRequestsAtOnce() {
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 40).mapToObj(i -> CompletableFuture.supplyAsync(this::status)).toList();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
    assertThat(client.server().requests(new Symbol("SPY"))).isEqualTo(40);
  }

  private int status() {
    try {
      return client.chart("SPY", "range=5d").statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void startsOnceAndRefusesATakenPort() throws IOException {
    assertThatThrownBy(() -> client.server().start(0)).isInstanceOf(IllegalStateException.class);
    try (StandInServer other =
        new StandInServer(Market.csv(folder), Faults.none(), Clock.systemUTC())) {
      int port = client.base().getPort();
      assertThatThrownBy(() -> other.start(port))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
      URI base = other.start(0);
      assertThat(base.getPort()).isNotEqualTo(port);
    }
  }

  @Test
  void dropsConnectionsWhenClosed() throws IOException {
    client.chart("SPY", "range=5d");
    client.close();
    client.close();
    assertThatThrownBy(() -> client.chart("SPY", "range=5d")).isInstanceOf(IOException.class);
  }
}
