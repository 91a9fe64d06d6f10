package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.LagProposal.Replay;
import io.dataflow.sentinel.freshness.Punctuality.Delay;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** New York in 2024, deadline 7 h 30 min after the close; looks at given minutes after it. */
class PunctualityTest {
  private static final TradingCalendar XNYS = Scene.calendar("XNYS");
  private static final Feed FEED = Scene.feed("AAPL");
  private static final FeedTerms TERMS = FeedTerms.exchangeDaily();
  private static final Instant END = Instant.parse("2025-01-15T00:00:00Z");
  private static final Judge JUDGE = new Judge(XNYS, TERMS);

  private final List<Look> looks = new ArrayList<>();

  private List<Expectation> promises(String from, String to) {
    List<Session> sessions = XNYS.sessions(LocalDate.parse(from), LocalDate.parse(to), Instant.MAX);
    Watch watch = new Watch(FEED, XNYS, TERMS, sessions.get(0).open(), Optional.empty());
    return sessions.stream().map(s -> watch.expectation(s, s.open(), "scheduled")).toList();
  }

  /** Looks without the bar, and last one with it. */
  private void looked(Expectation promise, long withMinutes, long... withoutMinutes) {
    for (long minutes : withoutMinutes) {
      Instant at = promise.close().plus(Duration.ofMinutes(minutes));
      looks.add(new Look(FEED, promise.session(), at, Look.Seen.NOTHING));
    }
    Instant at = promise.close().plus(Duration.ofMinutes(withMinutes));
    looks.add(new Look(FEED, promise.session(), at, Look.Seen.FINAL));
  }

  @Test
  void measuresFromTheLastLookWithoutToTheFirstWith() {
    List<Expectation> promises = promises("2024-07-01", "2024-07-03");
    looked(promises.get(0), 390, 60, 360);
    looked(promises.get(1), 420);
    looked(promises.get(2), 600, 300, 480);

    Punctuality punctuality = Punctuality.of(XNYS, promises, looks, END);

    assertThat(punctuality.unobserved()).isZero();
    assertThat(punctuality.delays())
        .containsExactly(
            new Delay(date("2024-07-01"), false, minutes(360), minutes(390)),
            new Delay(date("2024-07-02"), false, Duration.ZERO, minutes(420)),
            new Delay(date("2024-07-03"), true, minutes(480), minutes(600)));
  }

  @Test
  void leavesOutSessionsOfWhichNoLookTellsIfTheyCameInTime() {
    List<Expectation> promises = promises("2024-07-01", "2024-07-02");
    looked(promises.get(0), 1440);
    looked(promises.get(1), 430);

    Punctuality punctuality = Punctuality.of(XNYS, promises, looks, END);

    assertThat(punctuality.unobserved()).isEqualTo(1);
    assertThat(punctuality.delays()).extracting(Delay::session).containsExactly(date("2024-07-02"));
  }

  @Test
  void takesQuantilesByNearestRank() {
    List<Delay> delays = delays(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);

    assertThat(Punctuality.quantile(delays, 0.5)).contains(minutes(50));
    assertThat(Punctuality.quantile(delays, 0.9)).contains(minutes(90));
    assertThat(Punctuality.quantile(delays, 0.91)).contains(minutes(100));
    assertThat(Punctuality.quantile(delays, 1)).contains(minutes(100));
    assertThat(Punctuality.quantile(List.of(), 0.5)).isEmpty();
  }

  @Test
  void proposesTheShortestDeadlineThatKeepsToTheRate() {
    List<Delay> delays = delays(10, 20, 30, 40, 50, 60, 70, 80, 90, 101);

    // one in ten may be late: the deadline is the ninth delay, the lag the fifth
    assertThat(LagProposal.of(delays, 0.1))
        .contains(new LagProposal(minutes(50), minutes(40), true));
    // 1 % of ten sessions is none: the longest delay, rounded up to five minutes
    assertThat(LagProposal.of(delays, 0.01))
        .contains(new LagProposal(minutes(50), minutes(55), false));
    assertThat(LagProposal.of(List.of(), 0.01)).isEmpty();
    assertThatThrownBy(() -> LagProposal.of(delays, 1.5))
        .hasMessage("a rate is 0 to 1 a session, not 1.5");
  }

  @Test
  void replaysTheSessionsUnderADeadlineAndTellsWhatIsProven() {
    List<Expectation> promises = promises("2024-07-08", "2024-07-12");
    looked(promises.get(0), 60);
    looked(promises.get(1), 120, 50);
    looked(promises.get(2), 130, 100);
    looked(promises.get(3), 200, 130);
    looked(promises.get(4), 430, 300);
    List<Delay> delays = Punctuality.of(XNYS, promises, looks, END).delays();

    assertThat(replay(promises, delays, 120)).isEqualTo(new Replay(5, 3, 2));
    assertThat(replay(promises, delays, 119)).isEqualTo(new Replay(5, 4, 2));
    assertThat(replay(promises, delays, 430)).isEqualTo(new Replay(5, 0, 0));
    assertThat(replay(promises, delays, 120).rate()).isEqualTo(0.6);
  }

  @Test
  void aProposalKeepsToItsRateWhenReplayed() {
    List<Expectation> promises = promises("2024-01-02", "2024-12-31");
    for (int i = 0; i < promises.size(); i++) {
      long with = 100 + 37L * i % 211;
      looked(promises.get(i), with, with / 2);
    }
    List<Delay> delays = Punctuality.of(XNYS, promises, looks, END).delays();
    assertThat(delays).hasSize(252);

    for (double rate : new double[] {0, 0.01, 0.05, 0.2}) {
      LagProposal proposal = LagProposal.of(delays, rate).orElseThrow();
      Replay replay =
          LagProposal.replay(JUDGE, promises, looks, delays, proposal.lag(), proposal.grace());
      assertThat(replay.rate()).as("rate %s", rate).isLessThanOrEqualTo(rate);
    }
  }

  private Replay replay(List<Expectation> promises, List<Delay> delays, long minutes) {
    return LagProposal.replay(JUDGE, promises, looks, delays, minutes(minutes), Duration.ZERO);
  }

  private static List<Delay> delays(long... atMost) {
    List<Delay> delays = new ArrayList<>();
    for (long minutes : atMost) {
      delays.add(new Delay(date("2024-07-01"), false, Duration.ZERO, minutes(minutes)));
    }
    return delays;
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }
}
