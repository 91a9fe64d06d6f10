package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedMarketTest {
  private static final String ALL = "interval=1d&range=max&events=div%7Csplit";
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final List<String> DEMO =
      List.of("AAPL", "BTC-USD", "ETH-USD", "SPY", "TSLA", "GC=F");

  private static Answer ask(Market market, String symbol, String query, String now) {
    return market.answer(
        new ChartRequest(new Symbol(symbol), ChartRequest.query(query).orElseThrow()),
        Instant.parse(now));
  }

  private static JsonNode result(Market market, String symbol, String query, String now)
      throws IOException {
    return StandInClient.JSON
        .readTree(ask(market, symbol, query, now).body())
        .at("/chart/result/0");
  }

  private static JsonNode result(String symbol, String query, String now) throws IOException {
    return result(Market.simulated(7), symbol, query, now);
  }

  private static List<LocalDate> dates(JsonNode result) {
    ZoneId zone = ZoneId.of(result.at("/meta/exchangeTimezoneName").asText());
    List<LocalDate> dates = new ArrayList<>();
    result
        .at("/timestamp")
        .forEach(s -> dates.add(LocalDate.ofInstant(Instant.ofEpochSecond(s.asLong()), zone)));
    return dates;
  }

  private static double[] column(JsonNode result, String name) {
    String pointer =
        name.equals("adjclose") ? "/indicators/adjclose/0/adjclose" : "/indicators/quote/0/" + name;
    JsonNode values = result.at(pointer);
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).asDouble()).toArray();
  }

  private static double last(JsonNode result, String name) {
    double[] values = column(result, name);
    return values[values.length - 1];
  }

  @Test
  void isTheSameForASeedWhateverWasAskedBefore() {
    Market fresh = Market.simulated(7);
    Market busy = Market.simulated(7);
    ask(busy, "SPY", "range=5d", "2031-01-02T00:00:00Z");
    ask(busy, "AAPL", "range=max", "2012-01-02T00:00:00Z");
    String now = "2024-05-06T17:11:12Z";
    assertThat(ask(busy, "AAPL", ALL, now).body()).isEqualTo(ask(fresh, "AAPL", ALL, now).body());
    assertThat(ask(Market.simulated(8), "AAPL", ALL, now).body())
        .isNotEqualTo(ask(fresh, "AAPL", ALL, now).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL,XNYS", "BTC-USD,24/7", "GC=F,CMES", "EURUSD=X,24/5"})
  void hasABarForEachSessionOfTheRealCalendarThatOwesOne(String pair) throws IOException {
    String[] parts = pair.split(",");
    JsonNode result = result(parts[0], ALL, "2024-12-31T23:59:58Z");
    List<LocalDate> expected =
        new Calendars(Optional.empty())
                .find(parts[1])
                .orElseThrow()
                .sessions(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31), Instant.MAX)
                .stream()
                .filter(Session::owed)
                .map(Session::date)
                .toList();
    List<LocalDate> dates = dates(result);
    assertThat(dates.subList(dates.size() - expected.size(), dates.size())).isEqualTo(expected);
    assertThat(dates).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL", "^GSPC", "BTC-USD", "GC=F", "EURUSD=X", "BRK-B"})
  void makesPricesThatAreFloatsAndFitTogether(String symbol) throws IOException {
    JsonNode result = result(symbol, ALL, "2026-03-10T13:00:00Z");
    double[] high = column(result, "high");
    double[] low = column(result, "low");
    for (String name : List.of("open", "close")) {
      double[] prices = column(result, name);
      for (int i = 0; i < prices.length; i++) {
        assertThat(prices[i]).isBetween(low[i], high[i]).isEqualTo((float) prices[i]);
      }
    }
    assertThat(low[0]).isPositive();
    assertThat(high).hasSizeGreaterThan(3000);
    assertThat(result.at("/meta/longName").asText()).isEqualTo(symbol + " (simulated)");
    assertThat(result.at("/meta/shortName").asText()).isEqualTo(symbol + " (simulated)");
  }

  @Test
  void letsABarMoveSettleAndBeRevised() throws IOException {
    String query = "interval=1d&range=5d";
    JsonNode noon = result("AAPL", query, "2026-03-06T17:00:00Z");
    JsonNode later = result("AAPL", query, "2026-03-06T19:00:00Z");
    JsonNode closed = result("AAPL", query, "2026-03-06T21:05:00Z");
    JsonNode evening = result("AAPL", query, "2026-03-07T01:00:00Z");
    JsonNode night = result("AAPL", query, "2026-03-07T04:00:00Z");
    JsonNode revised = result("AAPL", query, "2026-03-09T19:55:00Z");

    assertThat(noon.at("/timestamp/4").asLong()).isEqualTo(epoch("2026-03-06T17:00:00Z"));
    assertThat(noon.at("/meta/regularMarketTime")).isEqualTo(noon.at("/timestamp/4"));
    assertThat(last(later, "volume")).isGreaterThan(last(noon, "volume"));
    assertThat(last(later, "open")).isEqualTo(last(noon, "open"));
    assertThat(last(later, "high")).isGreaterThanOrEqualTo(last(noon, "high"));
    assertThat(closed.at("/timestamp/4").asLong()).isEqualTo(epoch("2026-03-06T21:00:01Z"));
    assertThat(last(evening, "volume")).isGreaterThan(last(closed, "volume"));
    assertThat(evening.at("/timestamp/4")).isEqualTo(closed.at("/timestamp/4"));
    assertThat(night.at("/timestamp/4").asLong()).isEqualTo(epoch("2026-03-06T14:30:00Z"));
    assertThat(last(night, "volume") % 100).isZero();
    assertThat(last(night, "volume")).isGreaterThan(last(evening, "volume"));
    assertThat(night.at("/meta/regularMarketVolume").asDouble()).isLessThan(last(night, "volume"));
    assertThat(last(night, "close")).isEqualTo(last(closed, "close"));
    // on Monday, the first session in summer time, Friday is the row before the last
    double friday = revised.at("/indicators/quote/0/volume/3").asDouble();
    assertThat(friday / last(night, "volume")).isBetween(1.0003, 1.0043);
    assertThat(revised.at("/timestamp/3").asLong()).isEqualTo(epoch("2026-03-06T14:30:00Z"));
    assertThat(dates(revised).get(4)).isEqualTo("2026-03-09");
  }

  private static long epoch(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }

  @Test
  void runsAroundTheClockForCrypto() throws IOException {
    JsonNode live = result("BTC-USD", "range=2d", "2026-03-08T00:10:00Z");
    assertThat(live.at("/timestamp").toString())
        .isEqualTo("[" + epoch("2026-03-07T00:00:00Z") + "," + epoch("2026-03-08T00:10:00Z") + "]");
    assertThat(live.at("/meta/regularMarketTime").asLong())
        .isEqualTo(epoch("2026-03-08T00:10:00Z"));
    JsonNode settled = result("BTC-USD", "range=2d", "2026-03-08T01:00:00Z");
    assertThat(settled.at("/indicators/quote/0/volume/0").asDouble())
        .isGreaterThan(live.at("/indicators/quote/0/volume/0").asDouble());
    assertThat(dates(result("BTC-USD", "range=7d", "2026-03-08T12:00:00Z")))
        .anyMatch(date -> date.getDayOfWeek() == DayOfWeek.SUNDAY)
        .hasSize(7);
  }

  @Test
  void stampsFuturesAtMidnightInNewYork() throws IOException {
    JsonNode result = result("GC=F", "range=2d", "2026-03-10T12:00:00Z");
    assertThat(result.at("/timestamp").toString())
        .isEqualTo("[" + epoch("2026-03-09T04:00:00Z") + "," + epoch("2026-03-10T12:00:00Z") + "]");
    JsonNode sunday = result("GC=F", "range=1d", "2026-03-08T23:00:00Z");
    assertThat(dates(sunday)).containsExactly(LocalDate.of(2026, 3, 6));
    assertThat(sunday.at("/meta/exchangeName").asText()).isEqualTo("CMX");
  }

  @Test
  void paysDividendsByTheQuarterAndCarriesThemInTheAdjustedClose() throws IOException {
    Market market = Market.simulated(7);
    String payer =
        IntStream.range(0, 20)
            .mapToObj(i -> "D" + i)
            .filter(symbol -> events(market, symbol, "dividends").size() > 0)
            .filter(symbol -> events(market, symbol, "splits").isEmpty())
            .findFirst()
            .orElseThrow();
    JsonNode result = result(market, payer, ALL, "2026-03-10T13:00:00Z");
    JsonNode dividends = result.at("/events/dividends");
    Map<Integer, Integer> byYear = new java.util.TreeMap<>();
    double factor = 1;
    for (JsonNode dividend : dividends) {
      LocalDate date =
          LocalDate.ofInstant(Instant.ofEpochSecond(dividend.path("date").asLong()), NEW_YORK);
      byYear.merge(date.getYear(), 1, Integer::sum);
      int row = dates(result).indexOf(date);
      factor *= 1 - dividend.path("amount").asDouble() / column(result, "close")[row - 1];
    }
    assertThat(byYear).containsEntry(2020, 4).containsEntry(2024, 4);
    assertThat(column(result, "adjclose")[0] / column(result, "close")[0])
        .isCloseTo(factor, within(1e-6));
    assertThat(last(result, "adjclose")).isEqualTo(last(result, "close"));
  }

  private static JsonNode events(Market market, String symbol, String kind) {
    try {
      return result(market, symbol, ALL, "2026-03-10T13:00:00Z").at("/events/" + kind);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void tellsOldPricesOnTheNewCountFromTheDayOfASplitOn() throws IOException {
    Market market = Market.simulated(7);
    String symbol =
        IntStream.range(0, 80)
            .mapToObj(i -> "S" + i)
            .filter(name -> events(market, name, "splits").size() > 0)
            .findFirst()
            .orElseThrow();
    JsonNode split = events(market, symbol, "splits").elements().next();
    Instant day = Instant.ofEpochSecond(split.path("date").asLong());
    double ratio = split.path("numerator").asDouble() / split.path("denominator").asDouble();
    JsonNode before = result(market, symbol, ALL, day.minusSeconds(60).toString());
    JsonNode after = result(market, symbol, ALL, day.plusSeconds(60).toString());
    assertThat(before.at("/events/splits").isMissingNode()).isTrue();
    assertThat(column(before, "close")[9] / column(after, "close")[9])
        .isCloseTo(ratio, within(1e-5));
    assertThat(column(after, "volume")[9] / column(before, "volume")[9])
        .isCloseTo(ratio, within(1e-3));
    // no jump where the count changes
    double[] closes = column(after, "close");
    assertThat(closes[closes.length - 1] / closes[closes.length - 2]).isBetween(0.8, 1.25);
  }

  @Test
  void refusesWhatComesBeforeTheListingAndWhatIsNotDaily() {
    Market market = Market.simulated(7);
    String now = "2026-03-10T13:00:00Z";
    assertThat(ask(market, "SPY", "period1=0&period2=86400", now).status()).isEqualTo(400);
    assertThat(ask(market, "SPY", "interval=1h&range=5d", now).status()).isEqualTo(422);
    assertThat(ask(market, "SPY", "range=5d", "1999-01-01T00:00:00Z").status()).isEqualTo(200);
    assertThat(ask(market, "SPY", "range=5d", "+12000-01-01T00:00:00Z").status()).isEqualTo(200);
  }

  @Test
  void answersRangeOfOneDayWithoutBarsBeforeTheOpen() throws IOException {
    assertThat(result("SPY", "range=1d", "2026-03-10T13:00:00Z").has("timestamp")).isFalse();
    assertThat(dates(result("SPY", "range=1d", "2026-03-10T13:31:00Z")))
        .containsExactly(LocalDate.of(2026, 3, 10));
    assertThat(dates(result("SPY", "range=1d", "2026-03-10T06:00:00Z")))
        .containsExactly(LocalDate.of(2026, 3, 9));
  }

  @Test
  void showsTheFaultsOfTheDemonstrationAtItsMoments() throws IOException {
    Faults faults = Faults.read(Path.of("../config/demo/faults.yaml"));
    MovableClock clock = new MovableClock(Instant.parse("2026-03-07T04:00:00Z"));
    try (StandInClient client = new StandInClient(Market.simulated(7), faults, clock)) {
      assertThat(dates(client.result("TSLA", "range=2d"))).endsWith(LocalDate.of(2026, 3, 5));
      JsonNode spy = client.result("SPY", "range=1d");
      assertThat(last(spy, "high")).isLessThan(last(spy, "low"));
      assertThat(client.chart("ETH-USD", "range=5d").statusCode()).isEqualTo(429);
      assertThat(client.chart("ETH-USD", "range=5d").statusCode()).isEqualTo(200);
      assertThat(client.chart("NOSUCH", "range=5d").statusCode()).isEqualTo(404);
      clock.moveTo(Instant.parse("2026-03-10T12:00:00Z"));
      assertThat(dates(client.result("TSLA", "range=5d"))).endsWith(LocalDate.of(2026, 3, 5));
      assertThat(dates(client.result("SPY", "range=5d"))).endsWith(LocalDate.of(2026, 3, 9));
      for (String symbol : DEMO) {
        String month = "period1=" + epoch("2026-02-01T00:00:00Z") + "&events=split";
        assertThat(client.result(symbol, month).has("events")).as(symbol).isFalse();
      }
    }
  }

  @Test
  void servesFifteenHundredBarsInAFewMilliseconds() throws IOException {
    String query = "interval=1d&period1=" + epoch("2020-01-01T00:00:00Z") + "&events=div%7Csplit";
    MovableClock clock = new MovableClock(Instant.parse("2025-12-20T12:00:00Z"));
    try (StandInClient client = new StandInClient(Market.simulated(7), Faults.none(), clock)) {
      StringBuilder times = new StringBuilder();
      for (int round = 0; round < 6; round++) {
        long start = System.nanoTime();
        for (String symbol : DEMO) {
          assertThat(client.chart(symbol, query).statusCode()).isEqualTo(200);
        }
        times.append(' ').append((System.nanoTime() - start) / 1_000_000);
      }
      System.out.println("6 symbols x 1500 bars, ms a round:" + times);
      assertThat(client.result("SPY", query).at("/timestamp")).hasSizeGreaterThan(1490);
    }
  }
}
