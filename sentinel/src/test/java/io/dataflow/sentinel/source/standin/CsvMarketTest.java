package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvMarketTest {
  private static final String HEADER = "date,open,high,low,close,volume\n";

  @TempDir Path folder;

  private void file(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private JsonNode result(String clock, String symbol, String query) throws IOException {
    try (StandInClient client = StandInClient.at(Market.csv(folder), clock)) {
      return client.result(symbol, query);
    }
  }

  @Test
  void answersSessionsThatAreOverStampedAtTheirOpen() throws IOException {
    file("SPY.csv", HEADER + "2021-03-12,13.63,14,13,13.5,100\n2021-03-15,2,3,1,2.5,200\n");
    JsonNode result = result("2021-03-15T20:00:00Z", "SPY", "interval=1d&range=max");
    // 09:30 in New York, before and after the clocks changed on 2021-03-14
    assertThat(result.at("/timestamp").toString()).isEqualTo("[1615559400,1615815000]");
    assertThat(result.at("/indicators/quote/0/open").toString())
        .isEqualTo("[13.630000114440918,2.0]");
    assertThat(result.at("/indicators/adjclose/0/adjclose").toString()).isEqualTo("[13.5,2.5]");
    assertThat(result.at("/indicators/quote/0/volume").toString()).isEqualTo("[100,200]");
    assertThat(result.at("/meta/regularMarketTime").asLong()).isEqualTo(1615838400);
    assertThat(result.at("/meta/regularMarketPrice").asDouble()).isEqualTo(2.5);
    assertThat(result.at("/meta/gmtoffset").asInt()).isEqualTo(-14400);
    assertThat(result("2021-03-15T19:59:59Z", "SPY", "range=max").at("/timestamp")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "BTC-USD, 2021-03-12T00:00:00Z, 2021-03-13T00:00:00Z, CCC, CRYPTOCURRENCY, UTC",
    "GC=F, 2021-03-12T05:00:00Z, 2021-03-12T22:00:00Z, CMX, FUTURE, America/New_York",
    "EURUSD=X, 2021-03-12T00:00:00Z, 2021-03-13T00:00:00Z, CCY, CURRENCY, Europe/London",
    "^GSPC, 2021-03-12T14:30:00Z, 2021-03-12T21:00:00Z, NMS, INDEX, America/New_York",
  })
  void knowsTheVenueByTheSymbol(
      String symbol, String stamp, String close, String exchange, String type, String zone)
      throws IOException {
    file(symbol + ".csv", HEADER + "2021-03-12,1,2,1,2,0.5\n");
    JsonNode result = result(close, symbol, "range=max");
    assertThat(result.at("/timestamp/0").asLong())
        .isEqualTo(java.time.Instant.parse(stamp).getEpochSecond());
    assertThat(result.at("/meta/exchangeName").asText()).isEqualTo(exchange);
    assertThat(result.at("/meta/instrumentType").asText()).isEqualTo(type);
    assertThat(result.at("/meta/exchangeTimezoneName").asText()).isEqualTo(zone);
    assertThat(result.at("/indicators/quote/0/volume/0").asDouble()).isEqualTo(0.5);
    String before = java.time.Instant.parse(close).minusSeconds(1).toString();
    assertThat(result(before, symbol, "range=max").has("timestamp")).isFalse();
  }

  @Test
  void cutsToTheWindowAndSaysTheCloseBeforeIt() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n2021-03-11,2,2,2,2,2\n2021-03-12,3,3,3,3,3\n");
    JsonNode result =
        result("2021-04-01T00:00:00Z", "SPY", "period1=1615473000&period2=1615559400");
    assertThat(result.at("/timestamp").toString()).isEqualTo("[1615473000]");
    assertThat(result.at("/meta/chartPreviousClose").asDouble()).isEqualTo(1);
    assertThat(result.at("/meta/range").asText()).isEmpty();
    assertThat(result("2021-04-01T00:00:00Z", "SPY", "range=2d").at("/timestamp")).hasSize(2);
  }

  @Test
  void answersAWindowWithoutSessionsWithoutTimestamps() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n");
    JsonNode result =
        result("2021-04-01T00:00:00Z", "SPY", "period1=1616000000&period2=1616000001");
    assertThat(result.has("timestamp")).isFalse();
    assertThat(result.at("/indicators").toString()).isEqualTo("{\"quote\":[{}],\"adjclose\":[{}]}");
  }

  @Test
  void leavesOutWhatARequestLeavesOut() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n");
    String clock = "2021-04-01T00:00:00Z";
    JsonNode closes = result(clock, "SPY", "range=max&indicators=close&includeTimestamps=false");
    assertThat(closes.at("/indicators").toString()).isEqualTo("{\"quote\":[{\"close\":[1.0]}]}");
    assertThat(closes.has("timestamp")).isFalse();
    assertThat(result(clock, "SPY", "range=max&includeAdjustedClose=false").at("/indicators"))
        .hasSize(1);
  }

  @Test
  void writesEmptyFieldsAsNullAndLongPricesInFull() throws IOException {
    file("BRK-A.csv", HEADER + "2021-03-10,612345.67,,612345.67,612345.67,\n");
    JsonNode quote = result("2021-04-01T00:00:00Z", "BRK-A", "range=max").at("/indicators/quote/0");
    assertThat(quote.at("/open/0").asText()).isEqualTo("612345.67");
    assertThat(quote.at("/high/0").isNull()).isTrue();
    assertThat(quote.at("/volume/0").isNull()).isTrue();
  }

  @Test
  void tellsActionsOfTheirFileWhereTheyAreAskedFor() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n2021-03-11,1,1,1,1,1\n2021-03-12,1,1,1,1,1\n");
    file("actions.csv", "symbol,ex_date,type,value,more\nSPY,2021-03-12,dividend,1.278,x\n");
    file(
        "actions/SPY.csv",
        "symbol,ex_date,type,value\nSPY,2021-03-11,split,0.125\n"
            + "SPY,2021-03-10,split,4.0000\nSPY,2021-03-15,dividend,9\n");
    JsonNode events =
        result("2021-04-01T00:00:00Z", "SPY", "range=max&events=div%7Csplit").at("/events");
    assertThat(events.toString())
        .isEqualTo(
            "{\"dividends\":{\"1615559400\":{\"date\":1615559400,\"amount\":1.278}},"
                + "\"splits\":{\"1615386600\":{\"date\":1615386600,\"numerator\":4,"
                + "\"denominator\":1,\"splitRatio\":\"4:1\"},\"1615473000\":{\"date\":1615473000,"
                + "\"numerator\":1,\"denominator\":8,\"splitRatio\":\"1:8\"}}}");
    assertThat(result("2021-04-01T00:00:00Z", "SPY", "range=max").has("events")).isFalse();
  }

  @Test
  void saysThatItHasDailyBarsOnly() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n");
    try (StandInClient client = StandInClient.at(Market.csv(folder), "2021-04-01T00:00:00Z")) {
      var response = client.chart("SPY", "interval=1wk&period1=1615386600&period2=1615386601");
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(StandInClient.text(response))
          .contains(
              "1wk data not available for startTime=1615386600 and endTime=1615386601. This"
                  + " stand-in market has daily bars only.");
    }
  }

  @Test
  void notesFilesThatAreNoHistories() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n");
    file("quotes.csv", "date,bid,ask\n2021-03-10,1,1\n");
    file("a b.csv", HEADER);
    CsvMarket market = Market.csv(folder);
    assertThat(market.symbols()).containsExactly(new Symbol("SPY"));
    assertThat(market.notes())
        .containsExactly(
            folder.resolve("a b.csv") + " is no history: its name is no symbol",
            folder.resolve("quotes.csv")
                + " is no history: its columns are not date,open,high,low,close,volume");
  }

  @Test
  void reportsEveryBrokenLineAtOnce() throws IOException {
    file("SPY.csv", HEADER + "2021-03-10,1,1,1,1,1\n2021-02-30,1,1,1,1,1\n2021-03-11,x,1,1,1,1\n");
    file(
        "actions.csv",
        "symbol,ex_date,type,value\nSPY,2021-03-12,merger,1\nSPY,2021-03-12,split,0\n");
    assertThatThrownBy(() -> Market.csv(folder))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("SPY.csv:3: a line such as")
        .hasMessageContaining("SPY.csv:4: a line such as")
        .hasMessageContaining("actions.csv:2: an action such as")
        .hasMessageContaining("actions.csv:3: an action such as");
  }

  @Test
  void refusesAFolderWithoutHistories() {
    assertThatThrownBy(() -> Market.csv(folder)).hasMessageContaining("holds no history");
  }

  @Test
  void servesRealHistoriesInFull() throws IOException {
    CsvMarket market = Market.csv(SharedData.folder("lean/daily"));
    try (StandInClient client = StandInClient.at(market, "2021-04-01T12:00:00Z")) {
      JsonNode spy = client.result("SPY", "interval=1d&range=max");
      assertThat(spy.at("/timestamp")).hasSize(5849);
      assertThat(spy.at("/indicators/quote/0/close/0").floatValue()).isEqualTo(97.36f);
      System.out.println("histories served: " + market.symbols() + ", notes: " + market.notes());
    }
  }
}
