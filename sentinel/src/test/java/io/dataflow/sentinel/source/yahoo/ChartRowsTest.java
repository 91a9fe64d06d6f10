package io.dataflow.sentinel.source.yahoo;

import static io.dataflow.sentinel.source.yahoo.Answers.bars;
import static io.dataflow.sentinel.source.yahoo.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Payloads;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartRowsTest {
  private static List<String> sessions(Outcome.Bars bars) {
    return bars.bars().stream()
        .map(b -> b.session().map(LocalDate::toString).orElse("none"))
        .toList();
  }

  private static CandidateBar last(Outcome.Bars bars) {
    return bars.bars().get(bars.bars().size() - 1);
  }

  @Test
  void readsABarARow() {
    Outcome.Bars bars = bars(Payloads.three("AAPL"));
    assertThat(sessions(bars)).containsExactly("2024-03-06", "2024-03-07", "2024-03-08");
    assertThat(bars.bars().get(0))
        .isEqualTo(
            new CandidateBar(
                Optional.of(LocalDate.parse("2024-03-06")),
                Instant.parse("2024-03-06T14:30:00Z").getEpochSecond(),
                false,
                1,
                10,
                12,
                9,
                11,
                11,
                java.util.OptionalLong.of(1000)));
    assertThat(bars.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "high", "low", "close", "volume", "adjclose"})
  void refusesArraysOfUnequalLength(String column) {
    assertThat(json(Payloads.three("AAPL").shorter(column).json()))
        .isEqualTo(
            new Outcome.Refused("arrays of unequal length: 3 timestamps and 2 of " + column));
  }

  @Test
  void readsAdjustedClosesAsAbsentWhereThereAreNone() {
    assertThat(bars(Payloads.three("AAPL").withoutAdjustedClose()).bars())
        .allSatisfy(b -> assertThat(b.adjclose()).isNaN());
  }

  @Test
  void readsAColumnThatIsNotThereAsAbsent() {
    CandidateBar bar =
        bars(Payloads.three("AAPL").withoutColumn("open").withoutColumn("volume")).bars().get(0);
    assertThat(bar.open()).isNaN();
    assertThat(bar.volume()).isEmpty();
    assertThat(bar.close()).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({
    "null, NaN",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
    "1e999, Infinity",
    "892, 892",
    "3.0E-4, 3.0E-4",
    "0, 0",
    "-1.5, -1.5",
    "true, NaN",
    "'\"11\"', NaN",
    "{}, NaN",
    "75.0875015258789, 75.0875",
  })
  void readsANumberInEveryForm(String json, Double price) {
    assertThat(bars(Payloads.three("AAPL").value("close", 0, json)).bars().get(0).close())
        .isEqualTo(price);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "7.0, 7",
    "1.2E3, 1200",
    "-7, -7",
    "0, 0",
    "9007199254740993, 9007199254740993"
  })
  void readsAWholeVolumeInEveryForm(String json, long volume) {
    assertThat(bars(Payloads.three("AAPL").value("volume", 0, json)).bars().get(0).volume())
        .hasValue(volume);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "NaN", "1e300", "0.5", "99999999999999999999", "\"7\""})
  void readsAVolumeThatIsNoWholeNumberAsAbsent(String json) {
    assertThat(bars(Payloads.three("AAPL").value("volume", 0, json)).bars().get(0).volume())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "253402300800",
        "9223372036854775807",
        "-9223372036854775808",
        "1e300",
        "\"x\"",
        "1709821800.5",
      })
  void keepsARowWhoseStampNamesNoDate(String stamp) {
    Outcome.Bars bars = bars(Payloads.three("AAPL").stamped(stamp, "1", "2", "1", "2", "7"));
    assertThat(sessions(bars))
        .containsExactlyInAnyOrder("none", "2024-03-06", "2024-03-07", "2024-03-08");
  }

  @Test
  void takesOneRowThatIsAllNullForAPlaceholder() {
    Payloads payload =
        Payloads.three("AAPL").row("2024-03-11T13:30:00Z", "null", "null", "null", "null", "null");
    assertThat(last(bars(payload)).empty()).isTrue();
  }

  @Test
  void putsRowsInOrder() {
    Payloads payload =
        Payloads.of("AAPL")
            .row("2024-03-08T14:30:00Z", "12", "14", "11", "13", "1200")
            .row("2024-03-06T14:30:00Z", "10", "12", "9", "11", "1000");
    assertThat(sessions(bars(payload))).containsExactly("2024-03-06", "2024-03-08");
  }

  @Test
  void knowsTheLiveBarByTheTimeOfTheLastTrade() {
    Payloads payload =
        Payloads.three("AAPL").row("2024-03-11T20:00:01Z", "13", "15", "12", "14", "700");
    CandidateBar bar = last(bars(payload));
    assertThat(bar.live()).isTrue();
    assertThat(bar.session()).contains(LocalDate.parse("2024-03-11"));
  }

  @Test
  void letsTheLiveRowOfASessionReplaceTheOther() {
    Payloads payload =
        Payloads.three("AAPL")
            .row("2024-03-11T13:30:00Z", "13", "15", "12", "14", "700")
            .row("2024-03-11T20:00:01Z", "13", "15", "12", "14", "750");
    Outcome.Bars bars = bars(payload);
    assertThat(bars.bars()).hasSize(4);
    assertThat(last(bars).volume()).hasValue(750);
    assertThat(last(bars).copies()).isEqualTo(1);
    assertThat(bars.notes()).containsExactly("a second row of 2024-03-11, the later one kept");
  }

  @Test
  void keepsPricesThatALiveRowDoesNotHave() {
    Payloads payload =
        Payloads.three("AAPL")
            .row("2024-03-11T13:30:00Z", "13", "15", "12", "14", "700")
            .row("2024-03-11T20:00:01Z", "null", "null", "null", "null", "null");
    Outcome.Bars bars = bars(payload);
    assertThat(last(bars).close()).isEqualTo(14);
    assertThat(bars.notes()).containsExactly("a second row of 2024-03-11 without prices, dropped");
  }

  @Test
  void notesAPlaceholderBesideARealRow() {
    Payloads payload =
        Payloads.three("AAPL").row("2024-03-08T05:00:00Z", "null", "null", "null", "null", "null");
    Outcome.Bars bars = bars(payload);
    assertThat(bars.bars()).hasSize(3);
    assertThat(bars.notes()).containsExactly("a second row of 2024-03-08 without prices, dropped");
  }

  @Test
  void takesEqualRowsOfASessionForOne() {
    Payloads payload =
        Payloads.three("AAPL").row("2024-03-08T14:30:00Z", "12", "14", "11", "13", "1200");
    Outcome.Bars bars = bars(payload);
    assertThat(bars.bars()).hasSize(3).allSatisfy(b -> assertThat(b.copies()).isEqualTo(1));
    assertThat(bars.notes()).hasSize(1);
  }

  @Test
  void keepsAllRowsOfASessionThatContradictEachOther() {
    Payloads payload =
        Payloads.three("AAPL").row("2024-03-08T14:30:00Z", "12", "14", "11", "12.5", "1200");
    assertThat(bars(payload).bars()).extracting(CandidateBar::copies).containsExactly(1, 1, 2, 2);
  }

  @Test
  void dropsTheLatestPriceAppendedToARangeThatEndedBefore() {
    Payloads payload =
        Payloads.three("AAPL")
            .meta("regularMarketTime", "1710446400")
            .row("2024-03-14T20:00:00Z", "13", "15", "12", "14", "0");
    Outcome.Bars bars = bars(payload);
    assertThat(bars.bars()).hasSize(3);
    assertThat(bars.notes())
        .containsExactly("a row at 2024-03-14T20:00:00Z beyond the asked range, dropped");
  }

  @Test
  void keepsADailyBarExactlyAtTheEndOfTheRange() {
    Payloads payload =
        crypto()
            .row("2024-03-12T00:00:00Z", "1", "2", "1", "2", "7")
            .row("2024-03-13T00:00:00Z", "1", "2", "1", "2", "8");
    assertThat(sessions(bars(payload, "BTC-USD", Interval.DAY_1)))
        .containsExactly("2024-03-12", "2024-03-13");
  }

  private static Payloads crypto() {
    return Payloads.of("BTC-USD")
        .meta("exchangeTimezoneName", "\"UTC\"")
        .meta("instrumentType", "\"CRYPTOCURRENCY\"");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-08T14:30:00Z, 2024-03-08",
    "2024-03-11T13:30:00Z, 2024-03-11",
    "2023-11-03T13:30:00Z, 2023-11-03",
    "2023-11-06T14:30:00Z, 2023-11-06",
  })
  void datesASessionInTheZoneOfTheExchangeOnBothSidesOfAClockChange(String stamp, String session) {
    Payloads payload =
        Payloads.of("AAPL").meta("gmtoffset", "-14400").row(stamp, "1", "2", "1", "2", "7");
    assertThat(sessions(bars(payload))).containsExactly(session);
  }

  @ParameterizedTest
  @CsvSource({
    "2022-10-17T01:00:00Z, America/Sao_Paulo, 2022-10-17",
    "2022-10-17T02:00:00Z, America/Sao_Paulo, 2022-10-17",
    "2022-10-17T03:00:00Z, America/Sao_Paulo, 2022-10-17",
    "2023-12-31T23:00:00Z, Europe/London, 2024-01-01",
    "2024-07-01T23:00:00Z, Europe/London, 2024-07-02",
  })
  void movesAMidnightStampedAnHourOrTwoEarlyToItsDay(String stamp, String zone, String session) {
    Payloads payload =
        Payloads.of("AAPL")
            .meta("exchangeTimezoneName", '"' + zone + '"')
            .row(stamp, "1", "2", "1", "2", "7");
    assertThat(sessions(bars(payload))).containsExactly(session);
  }

  @ParameterizedTest
  @CsvSource({
    "2002-10-06T21:00:00Z, Asia/Jerusalem, 2002-10-07",
    "2002-10-06T22:00:00Z, Asia/Jerusalem, 2002-10-07",
    "2018-11-04T03:00:00Z, America/Sao_Paulo, 2018-11-04",
  })
  void datesAMidnightThatAClockChangeRepeatsOrSkips(String stamp, String zone, String session) {
    Payloads payload =
        Payloads.of("AAPL")
            .meta("exchangeTimezoneName", '"' + zone + '"')
            .row(stamp, "1", "2", "1", "2", "7");
    assertThat(sessions(bars(payload))).containsExactly(session);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-11T22:30:00Z, 2024-03-12",
    "2024-03-11T20:59:00Z, 2024-03-11",
    "2024-03-12T02:00:00Z, 2024-03-12",
  })
  void countsTheEveningOfALiveFutureToTheNextDay(String stamp, String session) {
    long seconds = Instant.parse(stamp).getEpochSecond();
    Payloads payload =
        Payloads.of("GC=F")
            .meta("instrumentType", "\"FUTURE\"")
            .meta("regularMarketTime", Long.toString(seconds))
            .row("2024-03-11T04:00:00Z", "1", "2", "1", "2", "7")
            .row(stamp, "2", "3", "2", "3", "9");
    Outcome.Bars bars = bars(payload, "GC=F", Interval.DAY_1);
    assertThat(last(bars).session()).contains(LocalDate.parse(session));
    assertThat(last(bars).live()).isTrue();
  }

  @Test
  void datesBarsBefore1970() {
    Payloads payload = Payloads.of("AAPL").stamped("-252322200", "1", "2", "1", "2", "7");
    assertThat(sessions(bars(payload))).containsExactly("1962-01-02");
  }

  @Test
  void keepsIntradayRowsApartThoughTheyShareADay() {
    Payloads payload =
        Payloads.of("AAPL")
            .meta("dataGranularity", "\"1h\"")
            .row("2024-03-11T14:30:00Z", "1", "2", "1", "2", "7")
            .row("2024-03-11T13:30:00Z", "1", "2", "1", "2", "0")
            .row("2024-03-11T20:00:00Z", "2", "2", "2", "2", "0");
    Outcome.Bars bars = bars(payload, "AAPL", Interval.HOUR_1);
    assertThat(bars.bars())
        .extracting(b -> Instant.ofEpochSecond(b.stamp()).toString())
        .containsExactly("2024-03-11T13:30:00Z", "2024-03-11T14:30:00Z", "2024-03-11T20:00:00Z");
  }

  @Test
  void dropsAnIntradayRowAtTheEndOfTheRange() {
    Payloads payload =
        Payloads.of("AAPL")
            .meta("dataGranularity", "\"1m\"")
            .row("2024-03-11T14:30:00Z", "1", "2", "1", "2", "7")
            .row("2024-03-13T00:00:00Z", "2", "2", "2", "2", "0");
    assertThat(bars(payload, "AAPL", Interval.MINUTE_1).bars()).hasSize(1);
  }
}
