package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.BarCount;
import io.dataflow.sentinel.freshness.BarCount.End;
import io.dataflow.sentinel.freshness.Look.Seen;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.BarReading;
import io.dataflow.sentinel.table.Stamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bars belong to which session, and how many they are. */
class SessionBarsTest {
  private static final String HALF_DAY = "2024-07-03";

  private String calendar = "XNYS";
  private Interval interval = Interval.MINUTE_5;
  private String first = "2024-07-01";
  private String now = "2024-07-12T00:00:00Z";
  private final List<Instant> bars = new ArrayList<>();
  private final List<Instant> empty = new ArrayList<>();

  private void on(String name, String day, String asOf) {
    calendar = name;
    first = LocalDate.parse(day).minusDays(3).toString();
    now = asOf;
  }

  private void bars(String... stamps) {
    Stream.of(stamps).map(Instant::parse).forEach(bars::add);
  }

  /** A bar at each step from one instant to another, which is left out. */
  private void every(Duration step, String from, String to) {
    for (Instant at = Instant.parse(from); at.isBefore(Instant.parse(to)); at = at.plus(step)) {
      bars.add(at);
    }
  }

  private void fiveMinutes(String from, String to) {
    every(Duration.ofMinutes(5), from, to);
  }

  private SessionBars.Counted counted() {
    TradingCalendar on = new Calendars(Optional.empty()).find(calendar).orElseThrow();
    return new SessionBars(on, interval, LocalDate.parse(first), Instant.parse(now))
        .count(
            new BarReading.Bars(
                Stamps.of(bars.stream()), Stamps.of(empty.stream()), Optional.empty()));
  }

  private BarCount count(String session) {
    return counted().sessions().get(LocalDate.parse(session)).bars().orElseThrow();
  }

  @Test
  void aHalfDayHasFewerBars() {
    // 13:30 to 17:00 UTC are 42 times 5 minutes
    fiveMinutes("2024-07-03T13:30:00Z", "2024-07-03T17:00:00Z");
    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(42, 42, End.LAST_BAR));
    assertThat(count("2024-07-02")).isEqualTo(new BarCount(0, 78, End.NOT_SEEN));
    assertThat(counted().sessions()).doesNotContainKey(LocalDate.parse("2024-07-04"));
  }

  @ParameterizedTest
  @CsvSource({
    // Tokyo closed at 15:00 until 2024-11-04, and closes at 15:30 since: 30 + 30 and 30 + 36 bars
    "2024-11-01, 2024-11-01T06:00:00Z, 60",
    "2024-11-05, 2024-11-05T06:30:00Z, 66"
  })
  void aLunchBreakHasNone(String day, String close, int scheduled) {
    on("XTKS", day, close);
    fiveMinutes(day + "T00:00:00Z", close);

    assertThat(count(day)).isEqualTo(new BarCount(scheduled, scheduled, End.LAST_BAR));
    assertThat(counted().outside()).as("those of 02:30 to 03:25 UTC").isEqualTo(12);
  }

  @Test
  void barsOfALunchBreakStandForNoOthers() {
    on("XTKS", "2024-11-05", "2024-11-05T05:00:00Z");
    fiveMinutes("2024-11-05T02:30:00Z", "2024-11-05T03:30:00Z");

    assertThat(count("2024-11-05").there()).isZero();
  }

  @Test
  void aSessionThatOpensTheEveningBeforeHasTheDateItClosesOn() {
    // Globex, Tuesday 2024-06-11: 22:00Z of the day before to 21:00Z are 276 times 5 minutes
    on("CMES", "2024-06-11", "2024-06-12T00:00:00Z");
    fiveMinutes("2024-06-10T22:00:00Z", "2024-06-11T21:00:00Z");
    fiveMinutes("2024-06-11T22:00:00Z", "2024-06-11T23:00:00Z");

    assertThat(count("2024-06-11")).isEqualTo(new BarCount(276, 276, End.LAST_BAR));
    assertThat(count("2024-06-12")).isEqualTo(new BarCount(12, 276, End.NOT_SEEN));
    assertThat(count("2024-06-10").there()).isZero();
  }

  @Test
  void aDayInAsiaIsItsOwn() {
    // Sydney's Wednesday 2024-01-03 opens at 23:00Z on Tuesday
    on("XASX", "2024-01-03", "2024-01-02T23:30:00Z");
    fiveMinutes("2024-01-02T23:00:00Z", "2024-01-02T23:30:00Z");

    assertThat(count("2024-01-03").there()).isEqualTo(6);
  }

  @Test
  void barsBeforeTheOpenAndAfterTheCloseBelongToNoSession() {
    fiveMinutes("2024-07-03T08:00:00Z", "2024-07-03T13:30:00Z");
    fiveMinutes("2024-07-03T17:05:00Z", "2024-07-03T21:00:00Z");

    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(0, 42, End.NOT_SEEN));
    assertThat(counted().outside()).isEqualTo(66 + 47);
  }

  @Test
  void aStampOfTheCloseTellsThatTheSessionHasEnded() {
    fiveMinutes("2024-07-03T13:30:00Z", "2024-07-03T16:55:00Z");
    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(41, 42, End.NOT_SEEN));

    bars("2024-07-03T17:00:00Z");
    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(41, 42, End.LATER_BAR));
    assertThat(counted().outside()).isZero();
  }

  @Test
  void aBarOfALaterSessionTellsThatTheSessionHasEnded() {
    fiveMinutes("2024-07-03T13:30:00Z", "2024-07-03T16:55:00Z");
    bars("2024-07-05T13:30:00Z");

    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(41, 42, End.LATER_BAR));
    assertThat(count("2024-07-02"))
        .as("nothing of it ever came")
        .isEqualTo(new BarCount(0, 78, End.NOT_SEEN));
  }

  @Test
  void theCloseOfADayThatNeverEndsIsTheOpenOfTheNext() {
    on("24/7", "2024-05-11", "2024-05-12T02:00:00Z");
    interval = Interval.HOUR_1;
    every(Duration.ofHours(1), "2024-05-11T00:00:00Z", "2024-05-11T23:00:00Z");
    bars("2024-05-12T00:00:00Z");

    assertThat(count("2024-05-11")).isEqualTo(new BarCount(23, 24, End.LATER_BAR));
    assertThat(count("2024-05-12")).isEqualTo(new BarCount(1, 24, End.NOT_SEEN));
  }

  @Test
  void severalStampsOfABarAreOneBar() {
    bars("2024-07-03T13:30:00Z", "2024-07-03T13:31:00Z", "2024-07-03T13:34:59Z");
    bars("2024-07-03T16:59:30Z");

    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(2, 42, End.LAST_BAR));
  }

  @Test
  void whatIsStampedLaterThanNowIsNoBarYet() {
    now = "2024-07-03T14:30:00Z";
    fiveMinutes("2024-07-03T13:30:00Z", "2024-07-03T17:00:00Z");

    // 13:30 to 14:30 itself
    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(13, 42, End.NOT_SEEN));
    assertThat(counted().ahead()).contains(Instant.parse("2024-07-03T16:55:00Z"));
    assertThat(counted().sessions()).doesNotContainKey(LocalDate.parse("2024-07-05"));
  }

  @Test
  void rowsWithoutAValueAreNoBars() {
    empty.add(Instant.parse("2024-07-03T13:30:00Z"));
    assertThat(count(HALF_DAY).there()).isZero();
    assertThat(counted().sessions().get(LocalDate.parse(HALF_DAY)).rows()).isEqualTo(Seen.NULL);
    assertThat(counted().sessions().get(LocalDate.parse("2024-07-02")).rows())
        .isEqualTo(Seen.NOTHING);
  }

  @Test
  void aThinInstrumentIsCompleteByASmallerShare() {
    every(Duration.ofMinutes(15), "2024-07-03T13:30:00Z", "2024-07-03T16:55:00Z");
    bars("2024-07-03T16:55:00Z");
    SessionRows rows = counted().sessions().get(LocalDate.parse(HALF_DAY));

    // 14 quarter hours and the last bar; of the other 41 bars 14 are 34 %
    assertThat(rows.bars()).contains(new BarCount(15, 42, End.LAST_BAR));
    assertThat(rows.seen(0.9)).isEqualTo(Seen.PROVISIONAL);
    assertThat(rows.seen(0.34)).isEqualTo(Seen.FINAL);
    assertThat(rows.seen(0.35)).isEqualTo(Seen.PROVISIONAL);
  }

  @ParameterizedTest
  @CsvSource({
    "MINUTE_1, 210",
    "MINUTE_2, 105",
    "MINUTE_5, 42",
    "MINUTE_15, 14",
    "MINUTE_30, 7",
    "MINUTE_90, 3",
    "HOUR_1, 4",
    "HOUR_4, 1"
  })
  void countsBarsOfEveryLength(Interval length, int scheduled) {
    interval = length;
    every(length.length().orElseThrow(), "2024-07-03T13:30:00Z", "2024-07-03T17:00:00Z");

    assertThat(count(HALF_DAY)).isEqualTo(new BarCount(scheduled, scheduled, End.LAST_BAR));
  }
}
