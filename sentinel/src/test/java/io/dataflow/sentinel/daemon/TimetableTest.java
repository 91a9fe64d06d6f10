package io.dataflow.sentinel.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New York in the winter: closes at 21:00 UTC, and its bars are looked for from 03:30 UTC on. */
class TimetableTest {
  private static final TradingCalendar NEW_YORK =
      new Calendars(Optional.empty()).find("XNYS").orElseThrow();
  private static final Feed FEED = new Feed("silver.bars", "AAPL", Interval.DAY_1);
  private static final FeedTerms TERMS = FeedTerms.exchangeDaily();
  private static final Instant SINCE = Instant.parse("2026-02-02T12:00:00Z");

  /** When to ask next, with final bars of some sessions, the last attempt at an instant. */
  private static Instant next(String asked, String now, String... held) {
    return next(Optional.of(asked), now, held);
  }

  private static Instant next(Optional<String> asked, String at, String... held) {
    Instant now = Instant.parse(at);
    Watch watch = new Watch(FEED, NEW_YORK, TERMS, SINCE, Optional.empty());
    List<Expectation> expected =
        Expectations.toWrite(watch, List.of(), SINCE, Expectations.HORIZON.multipliedBy(5));
    List<Holding> holdings =
        Arrays.stream(held)
            .map(day -> new Holding(FEED, LocalDate.parse(day), Holding.State.FINAL, List.of()))
            .toList();
    Evidence evidence =
        new Evidence(
            FEED,
            expected,
            List.of(),
            holdings,
            asked.map(a -> new Attempt(FEED, Instant.parse(a), Optional.empty())),
            held.length > 0,
            Optional.empty());
    return Timetable.next(
        new Judge(NEW_YORK, TERMS).verdict(evidence, now), evidence, Optional.of(SINCE), now);
  }

  @Test
  void asksAtOnceForWhatNobodyEverAskedFor() {
    String now = "2026-02-02T12:00:00Z";
    assertThat(next(Optional.empty(), now)).isEqualTo(now);
  }

  @Test
  void asksForTheNextSessionWhenAllOthersAreThere() {
    assertThat(next("2026-02-03T03:31:00Z", "2026-02-03T04:00:00Z", "2026-01-30", "2026-02-02"))
        .isEqualTo("2026-02-04T03:30:00Z");
  }

  @Test
  void asksOnMondayNightAfterAFriday() {
    assertThat(
            next(
                "2026-02-07T03:31:00Z",
                "2026-02-07T04:00:00Z",
                "2026-01-30",
                "2026-02-02",
                "2026-02-03",
                "2026-02-04",
                "2026-02-05",
                "2026-02-06"))
        .isEqualTo("2026-02-10T03:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-03T03:29:00Z, 2026-02-03T03:30:00Z, 2026-02-03T03:30:00Z",
    "2026-02-03T03:31:00Z, 2026-02-03T03:32:00Z, 2026-02-03T03:46:00Z",
    "2026-02-03T05:29:00Z, 2026-02-03T05:29:30Z, 2026-02-03T05:44:00Z",
    "2026-02-03T06:00:00Z, 2026-02-03T06:01:00Z, 2026-02-03T07:00:00Z"
  })
  void asksAgainMoreAndMoreSlowly(String asked, String now, String expected) {
    assertThat(next(asked, now, "2026-01-30")).isEqualTo(expected);
  }

  /** Monday's never came; the night of Thursday's is not put off by the slow checks of it. */
  @Test
  void doesNotMakeASessionWaitForTheNextCheckOfAHole() {
    assertThat(
            next(
                "2026-02-05T22:00:00Z",
                "2026-02-05T22:01:00Z",
                "2026-01-30",
                "2026-02-03",
                "2026-02-04"))
        .isEqualTo("2026-02-06T03:30:00Z");
  }

  @Test
  void asksOnceADayForWhatNeverHadData() {
    assertThat(next("2026-02-20T12:00:00Z", "2026-02-20T12:01:00Z"))
        .isBetween(Instant.parse("2026-02-20T12:15:00Z"), Instant.parse("2026-02-21T12:00:00Z"));
  }
}
