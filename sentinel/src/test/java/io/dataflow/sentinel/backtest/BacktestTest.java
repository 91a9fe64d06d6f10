package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is counted, on two weeks in New York with a holiday: Mon 2024-02-19. */
class BacktestTest {
  private static final TradingCalendar XNYS =
      new Calendars(Optional.empty()).find("XNYS").orElseThrow();
  private static final Range WEEKS = range("2024-02-12", "2024-02-23");
  private static final RuleReader RULES = new RuleReader(FeedTerms.exchangeDaily());

  private static Range range(String from, String to) {
    return new Range(LocalDate.parse(from), LocalDate.parse(to));
  }

  private static List<LocalDate> dates(String... dates) {
    return Stream.of(dates).map(LocalDate::parse).toList();
  }

  private static BacktestResult replay(String checkEvery, String... rules) {
    return replay(Bars.ofCalendar(XNYS, WEEKS), Delays.none(), checkEvery, rules);
  }

  private static BacktestResult replay(
      Bars bars, Delays delays, String checkEvery, String... rules) {
    List<Rule> read = Stream.of(rules).map(RULES::read).toList();
    return new Backtest(XNYS, WEEKS, Schedule.parse(checkEvery), bars, delays, read)
        .run((now, done, all) -> {});
  }

  private static Bars bars(LocalDate without) {
    List<Session> some = new ArrayList<>(Bars.ofCalendar(XNYS, WEEKS).sessions());
    some.removeIf(bar -> bar.date().equals(without));
    return new Bars("some", some);
  }

  /** Mon 12 sees Fri 9, 3 days old; Mon 19 and Tue 20 see Fri 16, 3 and 4 days old. */
  @Test
  void anAgeIsWrongOnMondaysAndAfterHolidays() {
    BacktestResult result = replay("1d@11:30Z", "age:2d", "age:3d", "age:4d");
    assertThat(result.checks()).isEqualTo(12);
    assertThat(result.rules())
        .extracting(RuleResult::rule)
        .containsExactly("age:2d", "age:3d", "age:4d");
    assertThat(result.rules()).extracting(RuleResult::falseAlarms).containsExactly(3L, 1L, 0L);
    assertThat(result.rules())
        .extracting(RuleResult::falseAlarmEpisodes)
        .containsExactly(2L, 1L, 0L);
  }

  /** Dropped alone, only what comes before a weekend or a holiday leaves a gap of over 2 days. */
  @Test
  void anAgeMissesWhatIsDroppedBetweenOtherBars() {
    Losses alone = replay("1d@11:30Z", "age:2d").rules().get(0).oneSession();
    assertThat(alone.dropped()).isEqualTo(9);
    assertThat(alone.missed())
        .isEqualTo(dates("2024-02-13", "2024-02-14", "2024-02-15", "2024-02-21", "2024-02-22"));
  }

  /**
   * Stopped before Mon 12 and Tue 20, the next check at 11:30 sees an age of over 2 days, 14.5 h
   * after the close at 21:00; else it takes a day more, so 38.5 h for 7 of 9.
   */
  @Test
  void anAgeNeedsDaysForAStoppedFeed() {
    Losses stop = replay("1d@11:30Z", "age:2d").rules().get(0).stop();
    assertThat(stop.missed()).isEmpty();
    assertThat(stop.noticedAfter())
        .isEqualTo(
            new Hours(OptionalDouble.of(38.5), OptionalDouble.of(38.5), OptionalDouble.of(38.5)));
  }

  /** The close is at 21:00 and every fourth hour is checked, so 72 h are over at 00:00 next. */
  @Test
  void timeSinceTheCloseCountsHours() {
    BacktestResult result = replay("4h", "since-close:72h", "since-close:71h");
    // from Tue 20 00:00 to the close at 21:00: 00, 04, 08, 12, 16, 20
    assertThat(result.rules()).extracting(RuleResult::falseAlarms).containsExactly(6L, 6L);
    assertThat(result.rules().get(0).falseAlarmEpisodes()).isOne();
    // 72 h after the close before, which is 48 h after the lost one, and 3 h to the next check
    assertThat(result.rules().get(0).stop().noticedAfter().median()).hasValue(51);
  }

  /** 21:00 + 6 h 30 min + 1 h is 04:30, a check of every quarter of an hour. */
  @Test
  void sessionsAreToldAtTheirDeadlineAndNothingElseIs() {
    RuleResult result = replay("15m", "sessions").rules().get(0);
    assertThat(result.falseAlarms()).isZero();
    assertThat(result.falseAlarmEpisodes()).isZero();
    for (Losses losses : List.of(result.oneSession(), result.stop())) {
      assertThat(losses.dropped()).isEqualTo(9);
      assertThat(losses.missed()).isEmpty();
      assertThat(losses.noticedAfter().median()).hasValue(7.5);
      assertThat(losses.noticedAfter().max()).hasValue(7.5);
    }
  }

  @Test
  void aRuleMayNameOtherTerms() {
    RuleResult result = replay("15m", "sessions:lag=PT1H,grace=30m").rules().get(0);
    assertThat(result.stop().noticedAfter().max()).hasValue(1.5);
    RuleResult late = replay("1h", "sessions:lag=30h").rules().get(0);
    assertThat(late.oneSession().missed()).as("found as a hole behind newer bars").isEmpty();
    assertThat(late.oneSession().noticedAfter().max()).hasValue(31);
  }

  /** Had the exchange been closed on Wed 14, our calendar would call every check after it wrong. */
  @Test
  void aSessionTheCalendarHasAloneIsAFalseAlarm() {
    BacktestResult result =
        replay(bars(LocalDate.parse("2024-02-14")), Delays.none(), "1d@11:30Z", "sessions");
    assertThat(result.differences().withoutBar()).isEqualTo(dates("2024-02-14"));
    // from Thu 15 to Fri 23: overdue, then a hole that a run names each time
    assertThat(result.rules().get(0).falseAlarms()).isEqualTo(9);
    assertThat(result.rules().get(0).falseAlarmEpisodes()).isOne();
  }

  /** Had it traded on the holiday, nobody would miss that bar. */
  @Test
  void aSessionTheCalendarLacksIsMissed() {
    List<Session> more = new ArrayList<>(Bars.ofCalendar(XNYS, WEEKS).sessions());
    Instant open = Instant.parse("2024-02-19T14:30:00Z");
    LocalDate holiday = LocalDate.parse("2024-02-19");
    int at = (int) more.stream().filter(bar -> bar.date().isBefore(holiday)).count();
    more.add(
        at,
        new Session(
            holiday,
            open,
            open.plus(Duration.ofMinutes(390)),
            Optional.empty(),
            Session.Kind.REGULAR));
    BacktestResult result = replay(new Bars("more", more), Delays.none(), "1h", "sessions");
    assertThat(result.differences().withoutSession()).isEqualTo(dates("2024-02-19"));
    assertThat(result.rules().get(0).falseAlarms()).isZero();
    assertThat(result.rules().get(0).oneSession().missed()).isEqualTo(dates("2024-02-19"));
    assertThat(result.rules().get(0).stop().missed()).as("the next session is missed").isEmpty();
  }

  /** Each bar comes 10 h after its close, at 07:00, and is overdue from 04:30 on: ten checks. */
  @Test
  void aDelayBeyondTheDeadlineIsAFalseAlarm() {
    Delays late = Delays.ofQuantiles("min=PT10H,max=PT10H", 1);
    RuleResult result = replay(bars(LocalDate.MIN), late, "15m", "sessions").rules().get(0);
    // those of 12, 13, 14, 15, 16, 20, 21, 22 come within the range; Fri 23 is due on Sat 24
    assertThat(result.falseAlarmEpisodes()).isEqualTo(8);
    assertThat(result.falseAlarms()).isEqualTo(80);
    assertThat(result.stop().noticedAfter().median()).hasValue(7.5);
  }

  @Test
  void aRuleThatAlwaysRingsTellsNobodyOfALoss() {
    RuleResult result = replay("1d@11:30Z", "age:0d").rules().get(0);
    assertThat(result.falseAlarms()).isEqualTo(12);
    assertThat(result.falseAlarmEpisodes()).isOne();
    assertThat(result.stop().missed()).hasSize(9);
    assertThat(result.stop().noticedAfter().median()).isEmpty();
  }

  @Test
  void aRuleThatNeverRingsMissesEverySessionButNoStop() {
    RuleResult result = replay("1d@11:30Z", "age:30d").rules().get(0);
    assertThat(result.falseAlarms()).isZero();
    assertThat(result.oneSession().missed()).hasSize(9);
    assertThat(result.stop().missed()).isEmpty();
    // 31 days after the last bar at 11:30; the lost one closed at 21:00 the day after it, for 7 of
    // 9
    assertThat(result.stop().noticedAfter().median()).hasValue(30 * 24 - 9.5);
  }

  @Test
  void theSameIsReplayedTheSame() {
    Delays delays = Delays.ofQuantiles("p50=PT2H,max=PT20H", 3);
    assertThat(replay(bars(LocalDate.MIN), delays, "15m", "sessions", "age:2d"))
        .isEqualTo(replay(bars(LocalDate.MIN), delays, "15m", "sessions", "age:2d"));
  }

  @Test
  void aPartialHolidayIsNotDropped() {
    TradingCalendar metals = new Calendars(Optional.empty()).find("CMES").orElseThrow();
    Range range = range("2024-02-12", "2024-02-23");
    BacktestResult result =
        new Backtest(
                metals,
                range,
                Schedule.parse("1h"),
                Bars.ofCalendar(metals, range),
                Delays.none(),
                List.of(RULES.read("sessions")))
            .run((now, done, all) -> {});
    assertThat(result.notOwed()).isEqualTo(dates("2024-02-19"));
    assertThat(result.rules().get(0).oneSession().dropped()).isEqualTo(9);
    assertThat(result.rules().get(0).oneSession().missed()).isEmpty();
  }

  @Test
  void doesNotGoBeyondWhatACalendarIsVerifiedFor() {
    TradingCalendar tokyo = new Calendars(Optional.empty()).find("XTKS").orElseThrow();
    LocalDate end = tokyo.verifiedUntil().orElseThrow();
    Range range = new Range(end.minusDays(5), end.plusDays(1));
    Bars bars = Bars.ofCalendar(tokyo, range);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Backtest(tokyo, range, Schedule.parse("1h"), bars, Delays.none(), List.of()))
        .withMessage(
            "the calendar XTKS is verified until %s only, and --to is %s. Give --to %s",
            end, end.plusDays(1), end);
  }

  @Test
  void recordedBarsMustCoverTheRange() {
    List<Session> recorded =
        XNYS.sessions(LocalDate.parse("2024-02-13"), LocalDate.parse("2024-02-22"), Instant.MAX);
    assertThat(Bars.recorded("F", recorded, XNYS, range("2024-02-13", "2024-02-22")).sessions())
        .isEqualTo(Bars.ofCalendar(XNYS, range("2024-02-13", "2024-02-22")).sessions());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bars.recorded("F", recorded, XNYS, range("2024-02-12", "2024-02-22")))
        .withMessageContaining("F begins with the session of 2024-02-13, and --from is 2024-02-12")
        .withMessageEndingWith("Give --from 2024-02-13");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bars.recorded("F", recorded, XNYS, range("2024-02-13", "2024-02-23")))
        .withMessageEndingWith("Give --to 2024-02-22");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bars.recorded("F", List.of(), XNYS, WEEKS))
        .withMessage("F holds no session");
  }
}
