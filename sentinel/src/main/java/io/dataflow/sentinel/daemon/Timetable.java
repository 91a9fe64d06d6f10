package io.dataflow.sentinel.daemon;

import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says when an instrument is to be asked for next, from what is recorded of it alone: a daemon that
 * was killed, or another machine's, comes to the same.
 *
 * <pre>
 *  close        close + lag              deadline
 * ---|---------------|----x----x----x-------|-----x-----------x-----
 *                    first check, then again until the bar is final
 * </pre>
 */
public final class Timetable {
  /** Between two checks of a session that stays away, by how long it is since the first. */
  private record Step(Duration until, Duration pause) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(Duration.ofHours(2), Duration.ofMinutes(15)),
          new Step(Duration.ofDays(1), Duration.ofHours(1)),
          new Step(Duration.ofDays(7), Duration.ofHours(6)));

  private static final Duration SLOWEST = Duration.ofDays(1);

  private Timetable() {}

  /**
   * When to ask next; not after {@code now} when it is time.
   *
   * @param verdict at {@code now}
   * @param evidence it was made from
   * @param watchedSince empty when nothing ever asked for the instrument
   */
  public static Instant next(
      FeedVerdict verdict, Evidence evidence, Optional<Instant> watchedSince, Instant now) {
    Optional<Instant> asked = evidence.lastAttempt().map(attempt -> attempt.at());
    if (asked.isEmpty()) {
      return now;
    }
    Map<LocalDate, Instant> checks = checks(evidence.expectations(), now);
    List<Instant> awaited =
        verdict.sessions().stream()
            .filter(Timetable::awaited)
            .map(session -> checks.get(session.session()))
            .filter(check -> check != null)
            .toList();
    Optional<Instant> waiting =
        awaited.stream().filter(check -> !check.isAfter(now)).max(Comparator.naturalOrder());
    Optional<Instant> coming =
        awaited.stream().filter(check -> check.isAfter(now)).min(Comparator.naturalOrder());
    if (evidence.everHadData() && waiting.isEmpty() && coming.isPresent()) {
      return coming.get();
    }
    // one that never had data may not exist: its sessions begin no new round of quick checks
    Instant since = waiting.filter(w -> evidence.everHadData()).or(() -> watchedSince).orElse(now);
    Instant again = again(since, asked.get(), now);
    return coming.filter(next -> next.isBefore(again)).orElse(again);
  }

  /** A bar that waits to be settled is awaited like one that is not there. */
  private static boolean awaited(SessionVerdict session) {
    return session.state() == SessionState.OVERDUE
        || session.state() == SessionState.NOT_DUE
        || session.state() == SessionState.PARTIAL;
  }

  private static Instant again(Instant since, Instant asked, Instant now) {
    if (asked.isBefore(since)) {
      return since;
    }
    Instant next = asked.plus(pause(Duration.between(since, now)));
    return next.isBefore(since) ? since : next;
  }

  /** How long to wait after a check in vain. */
  static Duration pause(Duration sinceTheFirst) {
    return STEPS.stream()
        .filter(step -> sinceTheFirst.compareTo(step.until()) < 0)
        .findFirst()
        .map(Step::pause)
        .orElse(SLOWEST);
  }

  /** From when each owed session is looked for, by the expectation in force. */
  private static Map<LocalDate, Instant> checks(List<Expectation> expectations, Instant now) {
    Map<LocalDate, Expectation> inForce = new HashMap<>();
    expectations.stream()
        .filter(e -> !e.recordedAt().isAfter(now))
        .forEach(
            e ->
                inForce.merge(
                    e.session(),
                    e,
                    (one, other) -> other.recordedAt().isBefore(one.recordedAt()) ? one : other));
    Map<LocalDate, Instant> checks = new HashMap<>();
    inForce.values().stream()
        .filter(Expectation::owed)
        .forEach(e -> checks.put(e.session(), e.close().plus(e.lag())));
    return checks;
  }
}
