package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedMarketTest {
  private static final String HOST = "https://query2.finance.yahoo.com/v8/finance/chart/";

  @TempDir Path folder;
  private StringBuilder index;

  @BeforeEach
  void header() {
    index = new StringBuilder(String.join(",", RecordingIndex.COLUMNS) + "\n");
  }

  /** Adds a recording whose body names itself and holds bars at these seconds. */
  private void record(String file, String symbol, String at, String request, long... stamps)
      throws IOException {
    StringBuilder list = new StringBuilder();
    for (long stamp : stamps) {
      list.append(list.isEmpty() ? "" : ",").append(stamp);
    }
    String bars = stamps.length == 0 ? "" : ",\"timestamp\":[" + list + "]";
    write(file, "{\"chart\":{\"result\":[{\"me\":\"" + file + "\"" + bars + "}]}}");
    row(file, symbol, "1d", 200, "application/json;charset=utf-8", at, request);
  }

  private void write(String file, String body) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, body);
  }

  private void row(
      String file,
      String symbol,
      String interval,
      int status,
      String type,
      String at,
      String request) {
    index.append(
        file
            + ","
            + symbol
            + ",,"
            + interval
            + ",,,,"
            + status
            + ","
            + type
            + ",\""
            + at
            + "\","
            + request
            + ",\"a note, with commas\",,\n");
  }

  private RecordedMarket market() throws IOException {
    Files.writeString(folder.resolve("INDEX.csv"), index);
    return Market.recordings(folder);
  }

  private String answer(String clock, String symbol, String query) throws IOException {
    try (StandInClient client = StandInClient.at(market(), clock)) {
      var response = client.chart(symbol, query);
      String body = StandInClient.text(response);
      return body.replaceFirst(".*\"me\":\"([^\"]*)\".*", "$1");
    }
  }

  @Test
  void answersTheNewestRecordingNotAfterTheClock() throws IOException {
    record("old.json", "AAPL", "2021-01-01T00:00:00Z", HOST + "AAPL?period1=100&period2=200");
    record("new.json", "AAPL", "2022-01-01T00:00:00Z", HOST + "AAPL?period1=100&period2=200");
    String query = "interval=1d&period1=150&period2=160";
    assertThat(answer("2021-12-31T23:59:59Z", "AAPL", query)).isEqualTo("old.json");
    assertThat(answer("2022-01-01T00:00:00Z", "AAPL", query)).isEqualTo("new.json");
    assertThat(answer("2020-12-31T00:00:00Z", "AAPL", query)).contains("No data found");
  }

  @Test
  void answersOnlyWhereTheWindowsOverlap() throws IOException {
    record("a.json", "AAPL", "2021-01-01", HOST + "AAPL?period1=100&period2=200");
    String clock = "2023-01-01T00:00:00Z";
    assertThat(answer(clock, "AAPL", "period1=199&period2=900")).isEqualTo("a.json");
    assertThat(answer(clock, "AAPL", "period1=200&period2=900")).contains("No data found");
    assertThat(answer(clock, "AAPL", "period1=0&period2=100")).contains("No data found");
    assertThat(answer(clock, "AAPL", "range=max")).isEqualTo("a.json");
  }

  @Test
  void takesTheWindowFromTheBarsWhereTheRequestIsUnknown() throws IOException {
    record("a.json", "AAPL", "2021-01-01", "", 1000, 3000, 2000);
    String clock = "2023-01-01T00:00:00Z";
    assertThat(answer(clock, "AAPL", "period1=3000&period2=9000")).isEqualTo("a.json");
    assertThat(answer(clock, "AAPL", "period1=3001&period2=9000")).contains("No data found");
  }

  @Test
  void reachesToTheMomentOfRecordingWhereARangeWasAskedFor() throws IOException {
    record("a.json", "AAPL", "1970-01-01", "/v8/finance/chart/AAPL?range=6mo", 1000, 2000);
    String clock = "1970-01-03T00:00:00Z";
    assertThat(answer(clock, "AAPL", "period1=86399&period2=90000")).isEqualTo("a.json");
    assertThat(answer(clock, "AAPL", "period1=86400&period2=90000")).contains("No data found");
  }

  @Test
  void answersAnEmptyRecordingForEveryWindowUnlessItsRequestSaysMore() throws IOException {
    record("any.json", "AAPL", "2021-01-01", "");
    record("some.json", "SPY", "2021-01-01", HOST + "SPY?period1=100&period2=200");
    String clock = "2023-01-01T00:00:00Z";
    assertThat(answer(clock, "AAPL", "period1=5&period2=6")).isEqualTo("any.json");
    assertThat(answer(clock, "SPY", "period1=5&period2=6")).contains("No data found");
  }

  @Test
  void takesAnUndatedRecordingForAlwaysThereAndOlderThanTheRest() throws IOException {
    record("undated.json", "AAPL", "", "", 100);
    record("dated.json", "AAPL", "2021-01-01", "", 100);
    String query = "period1=0&period2=200";
    assertThat(answer("1971-01-01T00:00:00Z", "AAPL", query)).isEqualTo("undated.json");
    assertThat(answer("2021-01-02T00:00:00Z", "AAPL", query)).isEqualTo("dated.json");
  }

  @Test
  void prefersTheLaterLineOfTheSameMoment() throws IOException {
    record("first.json", "AAPL", "2021-01-01", "", 100);
    record("second.json", "AAPL", "2021-01-01", "", 100);
    assertThat(answer("2021-01-02T00:00:00Z", "AAPL", "period1=0&period2=200"))
        .isEqualTo("second.json");
  }

  @Test
  void keepsSymbolsAndIntervalsApart() throws IOException {
    record("gc.json", "GC=F", "2021-01-01", "", 100);
    record("gspc.json", "^GSPC", "2021-01-01", "", 100);
    String clock = "2021-02-01T00:00:00Z";
    String window = "&period1=0&period2=200";
    assertThat(answer(clock, "GC=F", "interval=1d" + window)).isEqualTo("gc.json");
    assertThat(answer(clock, "^GSPC", "interval=1d" + window)).isEqualTo("gspc.json");
    assertThat(answer(clock, "GC=F", "interval=1wk" + window)).contains("No data found");
    assertThat(answer(clock, "gc=f", "interval=1d" + window)).contains("No data found");
    assertThat(answer(clock, "GC=F", "interval=1h&period1=0&period2=200"))
        .contains("1h data not available for startTime=0 and endTime=200. The requested range");
  }

  @Test
  void findsTheSymbolOfAnErrorInItsRequestOrItsFileName() throws IOException {
    write("errors/gone.json", "gone");
    row(
        "errors/gone.json",
        "",
        "",
        404,
        "application/json",
        "2021-01-01",
        HOST + "BRK-B?interval=1d&period1=1&period2=9");
    write("errors/BEKE_1d_2020_http400.json", "beke");
    row("errors/BEKE_1d_2020_http400.json", "", "", 400, "application/json", "2021-01-01", "");
    write("errors/422_1h_730days.json", "nobody");
    row("errors/422_1h_730days.json", "", "", 422, "text/html (text/plain too)", "", "");
    String clock = "2021-02-01T00:00:00Z";
    assertThat(answer(clock, "BRK-B", "period1=1&period2=9")).isEqualTo("gone");
    assertThat(answer(clock, "BEKE", "period1=1&period2=9")).isEqualTo("beke");
    assertThat(answer(clock, "422", "interval=1h&range=5d")).contains("No data found");
    assertThat(market().recordings().get(2).contentType()).isEqualTo("text/html");
  }

  @Test
  void refusesAnIndexWithEveryProblemAtOnce() throws IOException {
    row("../outside.json", "AAPL", "1d", 200, "", "2021-01-01", "");
    row("/etc/hostname", "AAPL", "1d", 200, "", "2021-01-01", "");
    row("absent.json", "AAPL", "1d", 200, "", "2021-01-01", "");
    write("a.json", "{}");
    row("a.json", "../../x", "7h", 99, "", "some day", "");
    assertThatThrownBy(this::market)
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("INDEX.csv:2: file: \"../outside.json\" would leave the folder")
        .hasMessageContaining("INDEX.csv:3: file: \"/etc/hostname\" would leave the folder")
        .hasMessageContaining("INDEX.csv:4: file: there is no file")
        .hasMessageContaining("INDEX.csv:5: recorded_at: a moment such as 2021-11-21T13:41:57Z")
        .hasMessageContaining("INDEX.csv:5: symbol: not a symbol: \"../../x\"")
        .hasMessageContaining("INDEX.csv:5: interval: \"7h\"")
        .hasMessageContaining("INDEX.csv:5: http_status: \"99\"");
  }

  @Test
  void refusesALinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("link.json"), secret);
    row("link.json", "AAPL", "1d", 200, "", "2021-01-01", "");
    assertThatThrownBy(this::market).hasMessageContaining("is a link out of the folder");
  }

  @Test
  void refusesAFolderWithoutIndexOrWithOtherColumns() throws IOException {
    assertThatThrownBy(() -> Market.recordings(folder)).hasMessageContaining("no such file");
    index = new StringBuilder("file,symbol\n");
    assertThatThrownBy(this::market).hasMessageContaining("INDEX.csv:1: the first line must name");
  }
}
