package io.dataflow.sentinel.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.watchdog.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of runs, on the deadlines of the shipped calendars. */
class WatchdogTest {
  private static final Duration DAY = Duration.ofHours(26);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant SINCE = Instant.parse("2026-01-05T12:00:00Z");

  private static Instant at(String text) {
    return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text + ":00Z");
  }

  /** What a feed of a calendar was promised by runs up to an instant, and a week ahead. */
  private static List<Promise> promises(String calendar, Instant until) {
    TradingCalendar found = new Calendars(Optional.empty()).find(calendar).orElseThrow();
    Watch watch =
        new Watch(
            new Feed("silver.bars", "X", Interval.DAY_1),
            found,
            FeedTerms.dailyOn(found),
            SINCE,
            Optional.empty());
    return Expectations.toWrite(watch, List.of(), until).stream()
        .filter(Expectation::owed)
        .map(Promise::of)
        .toList();
  }

  private static SeenRun fine(String began) {
    return ended(began, 0);
  }

  private static SeenRun ended(String began, int code) {
    Instant from = at(began);
    return new SeenRun("r" + began, from, Optional.of(end(from.plusSeconds(60), code)));
  }

  private static SeenRun.End end(Instant at, int code) {
    return new SeenRun.End(at, code, Optional.empty());
  }

  private static SeenRun open(String began) {
    return new SeenRun("r" + began, at(began), Optional.empty());
  }

  private static Recorded all(List<Promise> promised, SeenRun... runs) {
    return new Recorded(
        "there", Recorded.Extent.ALL_RUNS, List.of(runs), Optional.empty(), promised);
  }

  private static Recorded atWork(Recorded recorded, SeenRun run) {
    return new Recorded(
        recorded.where(),
        recorded.extent(),
        recorded.runs(),
        Optional.of(run.id()),
        recorded.promised());
  }

  private static List<Finding> byAge(Recorded recorded, String now) {
    return Watchdog.findings(recorded, new Terms(at(now), Optional.of(DAY), Optional.empty()));
  }

  private static List<Finding> byCalendar(Recorded recorded, String now) {
    return Watchdog.findings(recorded, new Terms(at(now), Optional.empty(), Optional.of(HOUR)));
  }

  private static List<Kind> kinds(List<Finding> findings) {
    return findings.stream().map(Finding::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-07T06:45, 2026-03-08T08:45, ''", // 26 h to the minute
    "2026-03-07T06:45, 2026-03-08T08:46, STOPPED",
    "2026-03-07T06:45, 2026-03-07T06:45, ''",
    "2026-03-07T06:45, 2026-03-07T06:41, ''", // two clocks
    "2026-03-07T06:45, 2026-04-07T06:41, STOPPED"
  })
  void runsAreToBeginOftenEnough(String began, String now, String kind) {
    assertThat(kinds(byAge(all(List.of(), fine(began)), now))).isEqualTo(list(kind));
  }

  private static List<Kind> list(String kinds) {
    return Arrays.stream(kinds.split(" ")).filter(k -> !k.isEmpty()).map(Kind::valueOf).toList();
  }

  @Test
  void saysSinceWhenRunsStoppedAndWhatToDo() {
    assertThat(
            byAge(all(List.of(), fine("2026-03-06T06:45"), fine("2026-03-07T06:45")), "2026-03-09"))
        .containsExactly(
            new Finding(
                Kind.STOPPED,
                "there",
                "no run has begun for 1 d 17 h 15 min",
                Optional.of(at("2026-03-08T08:45")),
                "a run at least every 1 d 2 h",
                "its schedule no longer starts it, or its machine is off; the last one,"
                    + " r2026-03-07T06:45, began Sat 2026-03-07 06:45 UTC",
                "sentinel run"));
  }

  @Test
  void nothingRecordedIsAFindingEitherWay() {
    assertThat(kinds(byAge(all(List.of()), "2026-03-09"))).containsExactly(Kind.NEVER_RAN);
    assertThat(kinds(byCalendar(all(List.of()), "2026-03-09"))).containsExactly(Kind.NEVER_RAN);
  }

  @Test
  void somethingIsToBeExpected() {
    assertThatThrownBy(() -> new Terms(SINCE, Optional.empty(), Optional.empty()))
        .hasMessage("nothing is expected of runs");
  }

  @Test
  void aRunOfTheFutureIsToldAndDoesNotCount() {
    List<Finding> findings =
        byAge(all(List.of(), fine("2026-03-01T06:45"), fine("2027-03-07T06:45")), "2026-03-07");

    assertThat(kinds(findings)).containsExactly(Kind.STOPPED, Kind.IN_THE_FUTURE);
    assertThat(findings.get(1).title())
        .isEqualTo("run r2027-03-07T06:45 is recorded as of Sun 2027-03-07 06:45 UTC");
    assertThat(kinds(byAge(all(List.of(), fine("2027-03-07T06:45")), "2026-03-07")))
        .containsExactly(Kind.NEVER_RAN, Kind.IN_THE_FUTURE);
  }

  @ParameterizedTest
  @CsvSource({
    "0,''",
    "1,''",
    "2,''",
    "3,WITHOUT_VERDICT",
    "4,WITHOUT_VERDICT",
    "5,WITHOUT_VERDICT"
  })
  void theNewestRunIsToEndWithVerdicts(int code, String kind) {
    Recorded recorded = all(List.of(), fine("2026-03-06T06:45"), ended("2026-03-07T06:45", code));

    assertThat(kinds(byAge(recorded, "2026-03-07T12:00"))).isEqualTo(list(kind));
  }

  @Test
  void aRunThatEndedWellMakesUpForThoseBefore() {
    Recorded recorded =
        all(
            List.of(),
            ended("2026-03-06T06:45", 3),
            open("2026-03-06T08:45"),
            fine("2026-03-07T06:45"));

    assertThat(byAge(recorded, "2026-03-07T12:00")).isEmpty();
  }

  @Test
  void aRunThatWasCutOffIsToldAndOneAtWorkIsNot() {
    SeenRun run = open("2026-03-07T06:45");
    Recorded recorded = all(List.of(), fine("2026-03-06T06:45"), run);

    assertThat(kinds(byAge(recorded, "2026-03-07T07:00"))).containsExactly(Kind.CUT_OFF);
    assertThat(byAge(atWork(recorded, run), "2026-03-07T07:00")).isEmpty();
    assertThat(byAge(atWork(recorded, run), "2026-03-07T12:45")).isEmpty();
    assertThat(kinds(byAge(atWork(recorded, run), "2026-03-07T12:46")))
        .containsExactly(Kind.STILL_AT_WORK);
  }

  @Test
  void whileARunIsAtWorkTheOneBeforeCounts() {
    SeenRun run = open("2026-03-07T06:45");
    Recorded recorded = all(List.of(), ended("2026-03-06T06:45", 5), run);

    assertThat(kinds(byAge(atWork(recorded, run), "2026-03-07T07:00")))
        .containsExactly(Kind.WITHOUT_VERDICT);
  }

  /**
   * New York's Friday, 2026-03-06, closes at 21:00 UTC, has settled at 03:00 and is due at 04:30 on
   * Saturday; Monday's, in summer time, is due at 03:30 on Tuesday.
   */
  @ParameterizedTest
  @CsvSource({
    "2026-03-07T04:45, 2026-03-07T06:00, ''", // in the hour after the deadline
    "2026-03-07T03:00, 2026-03-07T06:00, ''", // at the very settling
    "2026-03-07T05:29, 2026-03-07T06:00, ''", // ends a minute later: the last moment
    "2026-03-07T05:30, 2026-03-07T06:00, LATE",
    "2026-03-07T02:59, 2026-03-07T05:29, ''", // not over yet
    "2026-03-07T02:59, 2026-03-07T05:30, MISSED",
    "2026-03-07T04:45, 2026-03-08T23:00, ''", // the weekend
    "2026-03-07T04:45, 2026-03-10T04:29, ''", // Monday's is over at 03:30 and an hour
    "2026-03-07T04:45, 2026-03-10T04:30, MISSED",
    "2026-03-10T03:00, 2026-03-10T04:30, ''"
  })
  void aRunIsToLookBetweenSettlingAndTheDeadline(String began, String now, String kind) {
    Recorded recorded = all(promises("XNYS", at(began)), fine("2026-03-06T04:45"), fine(began));

    assertThat(kinds(byCalendar(recorded, now))).isEqualTo(list(kind));
  }

  /** On 2026-11-27 New York closes at 13:00, which is 18:00 UTC: due on Saturday at 01:30. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-26T05:00, 2026-11-27T20:00, ''", // Thanksgiving has no session
    "2026-11-27T23:00, 2026-11-28T02:30, MISSED",
    "2026-11-28T00:00, 2026-11-28T02:30, ''",
    "2026-11-28T00:00, 2026-11-30T23:00, ''"
  })
  void aHalfDayIsDueEarlier(String began, String now, String kind) {
    Recorded recorded = all(promises("XNYS", at(began)), fine("2026-11-26T04:00"), fine(began));

    assertThat(kinds(byCalendar(recorded, now))).isEqualTo(list(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-07T01:00, 2026-03-07T02:30, ''", // Friday's day, due at 01:30
    "2026-03-07T00:29, 2026-03-07T02:30, MISSED",
    "2026-03-07T01:00, 2026-03-08T02:29, ''",
    "2026-03-07T01:00, 2026-03-08T02:30, MISSED" // no weekend
  })
  void cryptoIsDueEveryDay(String began, String now, String kind) {
    Recorded recorded = all(promises("24/7", at(began)), fine(began));

    assertThat(kinds(byCalendar(recorded, now))).isEqualTo(list(kind));
  }

  @Test
  void nothingIsDueBeforeTheFirstDeadline() {
    Instant first = at("2026-03-06T12:00");
    List<Promise> ahead =
        promises("XNYS", first).stream().filter(p -> p.deadline().isAfter(first)).toList();

    assertThat(ahead).isNotEmpty();
    assertThat(byCalendar(all(ahead, fine("2026-03-06T12:00")), "2026-03-06T12:00")).isEmpty();
  }

  @Test
  void saysWhatWasMissedAndSinceWhen() {
    Recorded recorded = all(promises("XNYS", at("2026-03-07T04:45")), fine("2026-03-07T04:45"));

    assertThat(byCalendar(recorded, "2026-03-12T06:00"))
        .containsExactly(
            new Finding(
                Kind.MISSED,
                "there",
                "nobody looked at XNYS's session of Wed 2026-03-11",
                Optional.of(at("2026-03-10T04:30")),
                "a run that begins Thu 2026-03-12 02:00 UTC or later and ends by Thu 2026-03-12"
                    + " 04:30 UTC, the deadline and 1 h",
                "the last run, r2026-03-07T04:45, began Sat 2026-03-07 04:45 UTC, before the bars"
                    + " settled: its schedule no longer starts it, or is too early for this"
                    + " exchange",
                "sentinel run"));
  }

  @Test
  void aRunWithoutAVerdictDoesNotCountAndIsNamed() {
    List<Promise> promised = promises("XNYS", at("2026-03-07T04:45"));
    SeenRun failed = ended("2026-03-07T04:45", 3);
    SeenRun working = open("2026-03-07T04:45");

    assertThat(byCalendar(all(promised, failed), "2026-03-07T06:00"))
        .extracting(Finding::kind, Finding::cause)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                Kind.MISSED,
                "run r2026-03-07T04:45 looked and ended with exit code 3, without a verdict"));
    assertThat(byCalendar(atWork(all(promised, working), working), "2026-03-07T06:00"))
        .singleElement()
        .extracting(Finding::cause)
        .isEqualTo("run r2026-03-07T04:45 looked and is still at work");
    assertThat(kinds(byCalendar(all(promised, working), "2026-03-07T06:00")))
        .containsExactly(Kind.CUT_OFF, Kind.MISSED);
  }

  @Test
  void eachCalendarHasItsOwnFinding() {
    List<Promise> promised = new ArrayList<>(promises("XNYS", at("2026-03-06T12:00")));
    promised.addAll(promises("24/7", at("2026-03-06T12:00")));
    promised.addAll(promises("XTKS", at("2026-03-06T12:00")));

    List<Finding> findings =
        byCalendar(all(promised, fine("2026-03-06T13:00")), "2026-03-07T12:00");

    // Tokyo closes at 06:30 UTC and is due at 14:00: the run at 13:00 was in time for it
    assertThat(findings)
        .extracting(Finding::title)
        .containsExactly(
            "nobody looked at 24/7's session of Fri 2026-03-06",
            "nobody looked at XNYS's session of Fri 2026-03-06");
  }

  @Test
  void ofTwoPromisesOfASessionBothAreToBeKept() {
    Promise usual =
        new Promise(
            "X",
            SINCE.atZone(java.time.ZoneOffset.UTC).toLocalDate(),
            at("2026-01-05T20:00"),
            at("2026-01-05T22:00"));
    Promise slow =
        new Promise("X", usual.session(), at("2026-01-06T02:00"), at("2026-01-06T04:00"));
    List<Promise> both = List.of(slow, usual);

    assertThat(kinds(byCalendar(all(both, fine("2026-01-05T21:00")), "2026-01-06T05:00")))
        .containsExactly(Kind.MISSED);
    assertThat(kinds(byCalendar(all(both, fine("2026-01-06T03:00")), "2026-01-06T05:00")))
        .containsExactly(Kind.LATE);
    assertThat(
            byCalendar(
                all(both, fine("2026-01-05T21:00"), fine("2026-01-06T03:00")), "2026-01-06T05:00"))
        .isEmpty();
  }

  @Test
  void runsWithoutAnyPromiseAreAFindingByCalendarOnly() {
    Recorded recorded = all(List.of(), fine("2026-03-07T04:45"));

    assertThat(byCalendar(recorded, "2026-03-07T05:00"))
        .extracting(Finding::title)
        .containsExactly("no deadline of the last weeks is recorded");
    assertThat(byAge(recorded, "2026-03-07T05:00")).isEmpty();
  }

  @Test
  void ofTheNewestRunAloneNobodySaysThatItIsLate() {
    Recorded one =
        new Recorded(
            "there",
            Recorded.Extent.NEWEST_RUN,
            List.of(fine("2026-03-07T09:00")),
            Optional.empty(),
            promises("XNYS", at("2026-03-07T09:00")));

    assertThat(byCalendar(one, "2026-03-07T10:00")).isEmpty();
    assertThat(kinds(byCalendar(one, "2026-03-10T04:30"))).containsExactly(Kind.MISSED);
  }

  @Test
  void verdictsWithoutATimeAreJudgedByTheNextDeadlineAlone() {
    Instant next = at("2026-03-10T03:30");
    Recorded file =
        new Recorded(
            "there",
            Recorded.Extent.NO_TIMES,
            List.of(
                new SeenRun(
                    "that wrote it",
                    at("2026-03-07T04:30"),
                    Optional.of(end(at("2026-03-07T04:30"), 0)))),
            Optional.empty(),
            List.of(new Promise("XNYS", java.time.LocalDate.parse("2026-03-09"), next, next)));

    assertThat(byAge(file, "2026-06-01")).isEmpty();
    assertThat(byCalendar(file, "2026-03-10T04:29")).isEmpty();
    assertThat(byCalendar(file, "2026-03-10T04:30"))
        .singleElement()
        .extracting(Finding::cause)
        .asString()
        .startsWith("the runs stopped: the file was written before that deadline");
  }
}
