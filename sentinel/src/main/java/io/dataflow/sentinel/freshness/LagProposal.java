package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.freshness.Punctuality.Delay;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A lag and a grace that would have called late no more sessions than wanted, with a replay of the
 * sessions it was made from.
 *
 * @param lag half of the sessions were there by then, rounded up to five minutes
 * @param grace the rest up to the deadline
 * @param enough whether there are so many sessions that the wanted rate can be told at all
 */
public record LagProposal(Duration lag, Duration grace, boolean enough) {
  private static final long STEP_MINUTES = 5;

  /**
   * The shortest deadline that keeps to a rate of false alarms.
   *
   * @param rate false alarms a session, 0 to 1
   * @return empty when no arrival was observed
   */
  public static Optional<LagProposal> of(List<Delay> delays, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a rate is 0 to 1 a session, not " + rate);
    }
    return Punctuality.quantile(delays, 1 - rate)
        .map(
            late -> {
              Duration deadline = roundedUp(late);
              Duration lag = roundedUp(Punctuality.quantile(delays, 0.5).orElseThrow());
              Duration capped = lag.compareTo(deadline) > 0 ? deadline : lag;
              return new LagProposal(capped, deadline.minus(capped), rate * delays.size() >= 1);
            });
  }

  private static Duration roundedUp(Duration delay) {
    long seconds = STEP_MINUTES * 60;
    long steps = Math.floorDiv(delay.plusNanos(999_999_999).getSeconds() + seconds - 1, seconds);
    return Duration.ofSeconds(steps * seconds);
  }

  /**
   * What a lag and a grace would have said of sessions that did arrive.
   *
   * @param sessions how many were replayed
   * @param late how many were called OVERDUE at their deadline
   * @param proven of these, how many a look past the deadline shows to have been missing then; the
   *     others came somewhere between two looks
   */
  public record Replay(int sessions, int late, int proven) {
    /** False alarms a session. */
    public double rate() {
      return sessions == 0 ? 0 : (double) late / sessions;
    }
  }

  /**
   * Judges each session at the deadline it would have had.
   *
   * @param promises one a session, those that count
   * @param looks all looks at the feed
   */
  public static Replay replay(
      Judge judge,
      List<Expectation> promises,
      List<Look> looks,
      List<Delay> delays,
      Duration lag,
      Duration grace) {
    Map<LocalDate, Expectation> bySession =
        promises.stream().collect(Collectors.toMap(Expectation::session, p -> p));
    Map<LocalDate, List<Look>> looked =
        looks.stream().collect(Collectors.groupingBy(Look::session));
    int late = 0;
    int proven = 0;
    for (Delay delay : delays) {
      Expectation promise = due(bySession.get(delay.session()), lag, grace);
      List<Look> then =
          looked.get(delay.session()).stream()
              .filter(look -> !look.at().isAfter(promise.deadline()))
              .toList();
      Evidence evidence = Punctuality.evidence(promise.feed(), List.of(promise), then);
      SessionVerdict said =
          judge.session(evidence, delay.session(), promise.deadline()).orElseThrow();
      if (said.state() == SessionState.OVERDUE) {
        late++;
        proven += delay.moreThan().compareTo(lag.plus(grace)) >= 0 ? 1 : 0;
      }
    }
    return new Replay(delays.size(), late, proven);
  }

  private static Expectation due(Expectation old, Duration lag, Duration grace) {
    return new Expectation(
        old.feed(),
        old.session(),
        old.open(),
        old.close(),
        old.close().plus(lag).plus(grace),
        lag,
        grace,
        old.arrival(),
        old.owed(),
        old.calendar(),
        old.calendarVersion(),
        old.open(),
        "replayed");
  }
}
