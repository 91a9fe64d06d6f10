package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.BarCount.End;
import io.dataflow.sentinel.market.BarSchedule;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Five-minute bars with lag 30 min, grace 30 min and a minimum share of 0.9: New York on Tuesday
 * 2024-07-02 (78 bars, deadline 21:00Z) and the half day after it (42 bars, deadline 18:00Z), Tokyo
 * with its lunch break.
 */
class IntradayTest {
  private static final TradingCalendar XNYS = Scene.calendar("XNYS");
  private static final TradingCalendar XTKS = Scene.calendar("XTKS");
  private static final FeedTerms TERMS = FeedTerms.intraday();
  private static final Feed FEED = new Feed("ticks", "AAPL", Interval.MINUTE_5);

  private final List<Look> looks = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();

  @ParameterizedTest(name = "{0} bars, {1}: {2} at {3}")
  @CsvSource({
    "78, LAST_BAR, ON_TIME, 2024-07-02T20:05:00Z",
    "71, LAST_BAR, ON_TIME, 2024-07-02T20:05:00Z",
    "70, LAST_BAR, PARTIAL(70/78), 2024-07-02T20:05:00Z",
    "70, LAST_BAR, OVERDUE(70/78), 2024-07-02T21:00:00Z",
    "77, LATER_BAR, ON_TIME, 2024-07-02T21:00:00Z",
    "70, LATER_BAR, ON_TIME, 2024-07-02T21:00:00Z",
    "69, LATER_BAR, OVERDUE(69/78), 2024-07-02T21:00:00Z",
    "77, NOT_SEEN, PARTIAL(77/78), 2024-07-02T20:59:59Z",
    "77, NOT_SEEN, OVERDUE(77/78), 2024-07-02T21:00:00Z",
    "12, NOT_SEEN, PARTIAL(12/78), 2024-07-02T14:31:00Z",
    "0, NOT_SEEN, NOT_DUE, 2024-07-02T20:59:59Z",
    "0, NOT_SEEN, OVERDUE(0/78), 2024-07-02T21:00:00Z"
  })
  void countsTheBarsOfASession(int there, End end, String words, String asOf) {
    // 0.9 of the 77 bars before the last are 69.3: 70 of them, so 71 with the last one
    holds("2024-07-02", new BarCount(there, 78, end));

    SessionVerdict session = session(XNYS, "2024-07-02", asOf);

    assertThat(session.words()).isEqualTo(words);
    assertThat(session.bars()).contains(new BarCount(there, 78, end));
  }

  @Test
  void aHalfDayHasItsOwnBarsAndDeadline() {
    Session half = XNYS.session(LocalDate.parse("2024-07-03"), Instant.MAX).orElseThrow();
    int bars = BarSchedule.of(half, Interval.MINUTE_5).size();
    holds("2024-07-03", new BarCount(bars, bars, End.LAST_BAR));

    assertThat(bars).isEqualTo(42);
    SessionVerdict session = session(XNYS, "2024-07-03", "2024-07-03T18:00:00Z");
    assertThat(session.state()).isEqualTo(SessionState.ON_TIME);
    assertThat(session.deadline()).contains(Instant.parse("2024-07-03T18:00:00Z"));
  }

  @Test
  void aSessionThatStoppedAtLunchIsOverdueAfterItsDeadline() {
    // Tokyo's morning has 30 bars of five minutes, the afternoon 36 since 2024-11-05
    holds("2024-11-05", new BarCount(30, 66, End.NOT_SEEN));

    assertThat(session(XTKS, "2024-11-05", "2024-11-05T03:00:00Z").words())
        .isEqualTo("PARTIAL(30/66)");
    SessionVerdict overdue = session(XTKS, "2024-11-05", "2024-11-05T07:30:00Z");
    assertThat(overdue.words()).isEqualTo("OVERDUE(30/66)");
    assertThat(overdue.cause()).contains(Cause.ABSENT);
    assertThat(overdue.reason()).hasValueSatisfying(r -> assertThat(r).contains("last bar is not"));
  }

  @Test
  void arrivalLiesBetweenTheLastLookInPartAndTheFirstAtTheWhole() {
    look("2024-07-02", "2024-07-02T20:10:00Z", Look.Seen.PROVISIONAL);
    look("2024-07-02", "2024-07-02T20:40:00Z", Look.Seen.FINAL);
    holds("2024-07-02", new BarCount(78, 78, End.LAST_BAR));

    SessionVerdict session = session(XNYS, "2024-07-02", "2024-07-02T22:00:00Z");

    assertThat(session.state()).isEqualTo(SessionState.ON_TIME);
    assertThat(session.arrival())
        .contains(
            new Arrival(
                Optional.of(Instant.parse("2024-07-02T20:10:00Z")),
                Instant.parse("2024-07-02T20:40:00Z")));
  }

  @Test
  void aSessionSeenInPartAfterItsDeadlineArrivedLate() {
    look("2024-07-02", "2024-07-02T21:05:00Z", Look.Seen.PROVISIONAL);
    look("2024-07-02", "2024-07-02T23:00:00Z", Look.Seen.FINAL);
    holds("2024-07-02", new BarCount(78, 78, End.LAST_BAR));

    assertThat(session(XNYS, "2024-07-02", "2024-07-02T23:00:00Z").state())
        .isEqualTo(SessionState.LATE_ARRIVED);
  }

  @Test
  void saysInTheVerdictHowManyBarsAreThere() {
    look("2024-07-02", "2024-07-02T21:05:00Z", Look.Seen.PROVISIONAL);
    holds("2024-07-02", new BarCount(12, 78, End.NOT_SEEN));

    FeedVerdict verdict = verdict(XNYS, "2024-07-02", "2024-07-02T21:10:00Z");

    assertThat(verdict.verdict()).isEqualTo(Verdict.LATE);
    assertThat(verdict.reason())
        .isEqualTo(
            "the bars of Tue 2024-07-02 were due Tue 21:00 UTC and 12/78 are there: the last bar"
                + " is not there, last looked at 21:05 UTC");
  }

  @Test
  void aThinInstrumentMayAskForASmallerShare() {
    holds("2024-07-02", new BarCount(9, 78, End.LAST_BAR));

    assertThat(session(XNYS, "2024-07-02", "2024-07-02T21:00:00Z", TERMS.sharing(0.1)).state())
        .isEqualTo(SessionState.ON_TIME);
  }

  @Test
  void dailyFeedsCountNoBarsAndIntradayOnesDo() {
    assertThatThrownBy(
            () -> new Holding(FEED, LocalDate.parse("2024-07-02"), Holding.State.FINAL, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bars of a session are counted for intraday feeds");
    assertThatThrownBy(() -> new BarCount(79, 78, End.LAST_BAR))
        .hasMessage("79 of 78 bars cannot be there");
    assertThatThrownBy(() -> TERMS.sharing(1.5)).hasMessage("a share is 0 to 1, not 1.5");
  }

  private void holds(String session, BarCount bars) {
    holdings.add(Holding.of(FEED, LocalDate.parse(session), bars));
  }

  private void look(String session, String at, Look.Seen seen) {
    looks.add(new Look(FEED, LocalDate.parse(session), Instant.parse(at), seen));
  }

  private SessionVerdict session(TradingCalendar calendar, String session, String asOf) {
    return session(calendar, session, asOf, TERMS);
  }

  private SessionVerdict session(
      TradingCalendar calendar, String session, String asOf, FeedTerms terms) {
    return verdict(calendar, session, asOf, terms).on(LocalDate.parse(session)).orElseThrow();
  }

  private FeedVerdict verdict(TradingCalendar calendar, String session, String asOf) {
    return verdict(calendar, session, asOf, TERMS);
  }

  /** Watched since the session's open, with data before. */
  private FeedVerdict verdict(
      TradingCalendar calendar, String session, String asOf, FeedTerms terms) {
    Instant open = calendar.session(LocalDate.parse(session), Instant.MAX).orElseThrow().open();
    LocalDate before =
        calendar
            .sessions(LocalDate.parse(session).minusDays(5), LocalDate.parse(session), Instant.MAX)
            .stream()
            .filter(s -> s.open().isBefore(open))
            .reduce((a, b) -> b)
            .orElseThrow()
            .date();
    List<Holding> held = new ArrayList<>(holdings);
    held.add(Holding.of(FEED, before, new BarCount(60, 60, End.LAST_BAR)));
    Watch watch =
        new Watch(FEED, calendar, terms, open.minus(Duration.ofMinutes(1)), Optional.empty());
    List<Expectation> written = Expectations.toWrite(watch, List.of(), Instant.parse(asOf));
    return new Judge(calendar, terms)
        .verdict(
            new Evidence(FEED, written, looks, held, Optional.empty(), true, Optional.empty()),
            Instant.parse(asOf));
  }
}
