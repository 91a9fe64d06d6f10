package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private static final String QUERY = "interval=1d&range=max&events=div%7Csplit";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(Instant.parse("2021-04-01T12:00:00Z"));
  private StandInClient client;

  @BeforeEach
  void histories() throws IOException {
    String rows =
        "date,open,high,low,close,volume\n2021-03-29,10,12,9,11,100\n"
            + "2021-03-30,11,13,10,12,200\n2021-03-31,12,14,11,13,300\n";
    Files.writeString(folder.resolve("SPY.csv"), rows);
    Files.writeString(folder.resolve("TSLA.csv"), rows);
    Files.writeString(
        folder.resolve("actions.csv"), "symbol,ex_date,type,value\nSPY,2021-03-31,dividend,1.2\n");
  }

  @AfterEach
  void stop() throws IOException {
    if (client != null) {
      client.close();
    }
  }

  private Faults faults(String... lines) throws IOException {
    Path file = folder.resolve("faults.yaml");
    Files.writeString(file, "faults:\n" + String.join("\n", lines) + "\n");
    return Faults.read(file);
  }

  /** Starts with one fault for SPY. */
  private Faults start(String fault) throws IOException {
    Faults faults = faults("- {symbol: SPY, " + fault + "}");
    client = new StandInClient(Market.csv(folder), faults, clock);
    return faults;
  }

  private String at(String pointer) throws IOException {
    return client.result("SPY", QUERY).at(pointer).toString();
  }

  @Test
  void stopsAFeedAfterADate() throws IOException {
    start("fault: stopped-feed, after: 2021-03-30");
    JsonNode result = client.result("SPY", QUERY);
    assertThat(result.at("/timestamp").toString()).isEqualTo("[1617024600,1617111000]");
    assertThat(result.at("/indicators/quote/0/volume").toString()).isEqualTo("[100,200]");
    assertThat(result.at("/indicators/adjclose/0/adjclose")).hasSize(2);
    assertThat(result.at("/events/dividends")).isEmpty();
    // its last trade is Tuesday's close, 16:00 in New York
    assertThat(result.at("/meta/regularMarketTime").asLong()).isEqualTo(1617134400);
    assertThat(result.at("/meta/regularMarketPrice").asDouble()).isEqualTo(12);
    assertThat(client.result("TSLA", QUERY).at("/timestamp")).hasSize(3);
  }

  @Test
  void leavesNoTraceOfBarsWhenAFeedStoppedBeforeTheFirst() throws IOException {
    start("fault: stopped-feed, after: 2021-03-26");
    JsonNode result = client.result("SPY", QUERY);
    assertThat(result.has("timestamp")).isFalse();
    assertThat(result.at("/indicators").toString()).isEqualTo("{\"quote\":[{}],\"adjclose\":[{}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing-session, date: 2021-03-30 | /timestamp | [1617024600,1617197400]",
        "null-bar, date: 2021-03-30 | /indicators/quote/0/close | [11.0,null,13.0]",
        "null-bar, date: 2021-03-30 | /indicators/adjclose/0/adjclose | [11.0,null,13.0]",
        "high-below-low, date: 2021-03-31 | /indicators/quote/0/high | [12.0,13.0,11.0]",
        "high-below-low, date: 2021-03-31 | /indicators/quote/0/low | [9.0,10.0,14.0]",
        "'wrong-unit, since: 2021-03-30, factor: 0.01' | /indicators/quote/0/close |"
            + " [11.0,0.11999999731779099,0.12999999523162842]",
        "wrong-unit, since: 2021-03-31 | /indicators/quote/0/open | [10.0,11.0,1200.0]",
        "wrong-unit, since: 2021-03-31 | /indicators/quote/0/volume | [100,200,300]",
        "repeated-bar, date: 2021-03-31 | /indicators/quote/0/volume | [100,200,200]",
        "repeated-bar, date: 2021-03-31 | /timestamp | [1617024600,1617111000,1617197400]",
        "duplicate-bar, date: 2021-03-31 | /timestamp |"
            + " [1617024600,1617111000,1617197400,1617197401]",
        "future-bar | /timestamp/3 | 1617883200",
        "'future-bar, at: +10000-01-01T00:00:00Z' | /timestamp/3 | 253402300800",
        "unequal-arrays | /indicators/quote/0/close | [11.0,12.0]",
        "'unequal-arrays, field: timestamp' | /timestamp | [1617024600,1617111000]",
        "'wrong-value, date: 2021-03-30, field: volume, value: -5' | /indicators/quote/0/volume |"
            + " [100,-5,300]",
        "out-of-order | /indicators/quote/0/close | [13.0,12.0,11.0]",
        "no-data | /indicators | '{\"quote\":[{}],\"adjclose\":[{}]}'",
        "'wrong-meta, field: currency, value: GBp' | /meta/currency | '\"GBp\"'",
        "'wrong-meta, field: firstTradeDate, value: 5' | /meta/firstTradeDate | 5",
        "missing-session, date: 2021-03-28 | /timestamp | [1617024600,1617111000,1617197400]",
      })
  void spoilsTheContent(String fault, String pointer, String found) throws IOException {
    start("fault: " + fault);
    assertThat(at(pointer)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void writesWhatJsonHasNoNumberForAsBareWords(String word) throws IOException {
    start("fault: wrong-value, date: 2021-03-30, field: close, value: " + word);
    assertThat(StandInClient.text(client.chart("SPY", QUERY)))
        .contains("\"close\":[11.0," + word + ",13.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status, status: 429 | 429 | text/html | 'Too Many Requests\r\n'",
        "status, status: 401 | 401 | application/json;charset=utf-8 |"
            + " {\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\","
            + "\"description\":\"Invalid Crumb\"}}}",
        "'status, status: 503, text: busy, content-type: text/plain' | 503 | text/plain | busy",
        "'status, status: 429, body: edge.txt' | 429 | text/html | Edge: Too Many Requests",
        "body, body: edge.json | 200 | application/json;charset=utf-8 | {}",
        "empty-body | 200 | application/json;charset=utf-8 | ''",
        "'deeply-nested, depth: 3' | 200 | application/json;charset=utf-8 | [[[]]]",
      })
  void replacesTheAnswer(String fault, int status, String type, String body) throws IOException {
    Files.writeString(folder.resolve("edge.txt"), "Edge: Too Many Requests");
    Files.writeString(folder.resolve("edge.json"), "{}");
    start("fault: " + fault);
    HttpResponse<byte[]> response = client.chart("SPY", QUERY);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains(type);
    assertThat(StandInClient.text(response)).isEqualTo(body);
  }

  @Test
  void showsAWebPageOrSendsTheClientAway() throws IOException {
    start("fault: html-page, times: 1");
    assertThat(StandInClient.text(client.chart("SPY", QUERY))).contains("Will be right back");
    client.close();
    start("fault: redirect, location: 'https://consent.example/'");
    HttpResponse<byte[]> response = client.chart("SPY", QUERY);
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("location")).contains("https://consent.example/");
  }

  @Test
  void cutsOffPadsAndBreaksBodies() throws IOException {
    start("fault: truncated-body, times: 1");
    byte[] half = client.chart("SPY", QUERY).body();
    byte[] whole = client.chart("SPY", QUERY).body();
    assertThat(half)
        .hasSize(whole.length / 2)
        .isEqualTo(java.util.Arrays.copyOf(whole, half.length));
    client.close();
    start("fault: huge, bytes: 3000000");
    assertThat(client.chart("SPY", QUERY).body()).hasSize(3_000_000).startsWith(whole);
    client.close();
    start("fault: connection-reset");
    assertThatThrownBy(() -> client.chart("SPY", QUERY)).isInstanceOf(IOException.class);
    client.close();
    start("fault: connection-reset, after: 100");
    assertThatThrownBy(() -> client.chart("SPY", QUERY)).isInstanceOf(IOException.class);
    assertThat(client.chart("TSLA", QUERY).statusCode()).isEqualTo(200);
  }

  @Test
  void delaysAnAnswer() throws IOException {
    start("fault: delay, time: PT0.3S");
    long start = System.nanoTime();
    assertThat(client.chart("SPY", QUERY).statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void isOverAfterItsTimes() throws IOException {
    start("fault: status, status: 429, times: 2");
    assertThat(client.chart("SPY", QUERY).statusCode()).isEqualTo(429);
    assertThat(client.chart("TSLA", QUERY).statusCode()).isEqualTo(200);
    assertThat(client.chart("SPY", QUERY).statusCode()).isEqualTo(429);
    assertThat(client.chart("SPY", QUERY).statusCode()).isEqualTo(200);
  }

  @Test
  void isThereBetweenItsMoments() throws IOException {
    client =
        new StandInClient(
            Market.csv(folder),
            faults(
                "- symbol: '*'",
                "  fault: unknown-symbol",
                "  from: 2021-04-02T00:00:00Z",
                "  until: 2021-04-03T00:00:00Z"),
            clock);
    assertThat(client.chart("TSLA", QUERY).statusCode()).isEqualTo(200);
    clock.moveTo(Instant.parse("2021-04-02T00:00:00Z"));
    assertThat(client.chart("TSLA", QUERY).statusCode()).isEqualTo(404);
    clock.advance(Duration.ofDays(1));
    assertThat(client.chart("TSLA", QUERY).statusCode()).isEqualTo(200);
  }

  @Test
  void spoilsContentBeforeTransport() throws IOException {
    client =
        new StandInClient(
            Market.csv(folder),
            faults(
                "- {symbol: SPY, fault: truncated-body, bytes: 900000}",
                "- {symbol: SPY, fault: null-bar, date: 2021-03-29}",
                "- {symbol: SPY, fault: missing-session, date: 2021-03-30}"),
            clock);
    assertThat(at("/indicators/quote/0/close")).isEqualTo("[null,13.0]");
  }

  @Test
  void servesEveryRecordedErrorThroughAFile() throws IOException {
    RecordedMarket market = Market.recordings(SharedData.folder("yahoo"));
    int served = 0;
    for (Recording recording : market.recordings()) {
      if (recording.symbol().isEmpty()) {
        start(
            "fault: body, status: "
                + recording.status()
                + ", content-type: '"
                + recording.contentType()
                + "', body: '"
                + recording.file().toAbsolutePath()
                + "'");
        HttpResponse<byte[]> response = client.chart("SPY", QUERY);
        assertThat(response.statusCode()).isEqualTo(recording.status());
        assertThat(response.body()).isEqualTo(Files.readAllBytes(recording.file()));
        client.close();
        served++;
      }
    }
    System.out.println("recorded errors without a symbol, served by a fault: " + served);
  }
}
