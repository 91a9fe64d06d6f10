package io.dataflow.sentinel.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Does its duties when it is time, one after the other, until it is to stop. It goes by the wall
 * clock and by what is recorded, so that a machine that slept, a clock that was set and a database
 * that was away are made up for at the next turn. For one thread.
 */
public final class Daemon {
  /** After a duty that could not be done. */
  private static final Duration FAILED_PAUSE = Duration.ofMinutes(1);

  /** Between two runs, also when one broke before it could note that it asked. */
  private static final Duration GAP = Duration.ofMinutes(2);

  private final Duties duties;
  private final Pace pace;
  private final Clock clock;
  private final Rest rest;
  private final RandomGenerator random;
  private Optional<Instant> goAt = Optional.empty();
  private Optional<Instant> looked = Optional.empty();
  private Optional<Instant> beaten = Optional.empty();
  private Optional<Instant> deadline = Optional.empty();
  private Optional<Instant> lastRun = Optional.empty();
  private int failures;

  public Daemon(Duties duties, Pace pace, Clock clock, Rest rest, RandomGenerator random) {
    this.duties = duties;
    this.pace = pace;
    this.clock = clock;
    this.rest = rest;
    this.random = random;
  }

  /** Goes on until it is to stop. */
  public void run() {
    while (!rest.stopped()) {
      Instant until = turn();
      noted(until);
      rest.until(until);
    }
  }

  /** Also while duties fail, and a full disk that keeps it from being noted ends nothing. */
  private void noted(Instant until) {
    try {
      duties.alive(until);
    } catch (RuntimeException e) {
      duties.failed(e, 1);
    }
  }

  /** One turn; returns when the next one is. */
  private Instant turn() {
    try {
      Instant until = whatIsDue(clock.instant());
      failures = 0;
      return until;
    } catch (RuntimeException e) {
      failures++;
      duties.failed(e, failures);
      return clock.instant().plus(FAILED_PAUSE);
    }
  }

  private Instant whatIsDue(Instant now) {
    Agenda agenda = duties.agenda(now);
    List<String> due = agenda.due(now);
    if (!due.isEmpty()) {
      if (!now.isBefore(going(now))) {
        goAt = Optional.empty();
        looked = Optional.of(now); // a run looks and tells by itself
        beaten = Optional.of(now);
        try {
          duties.run(due);
        } finally {
          lastRun = Optional.of(clock.instant());
        }
        return clock.instant(); // what came of it says when the next turn is
      }
    } else {
      goAt = Optional.empty();
    }
    lookAndBeat(now);
    deadline = agenda.deadline();
    Optional<Agenda.Coming> coming = agenda.coming(now);
    if (due.isEmpty()) {
      coming.ifPresent(duties::rests);
    }
    return next(now, coming.map(Agenda.Coming::at));
  }

  /** The first run of a daemon is not put off: somebody may be watching. */
  private Instant going(Instant now) {
    if (goAt.isEmpty() || goAt.get().isAfter(now.plus(pace.jitter()).plus(GAP))) {
      long most = pace.jitter().toMillis();
      goAt =
          Optional.of(
              lastRun
                  .map(end -> end.plus(GAP))
                  .filter(soonest -> soonest.isAfter(now) && !soonest.isAfter(now.plus(GAP)))
                  .orElse(now)
                  .plusMillis(lastRun.isEmpty() || most == 0 ? 0 : random.nextLong(most)));
    }
    return goAt.get();
  }

  private void lookAndBeat(Instant now) {
    boolean passed = deadline.filter(d -> !d.isAfter(now)).isPresent();
    if (passed || past(looked, pace.look(), now)) {
      looked = Optional.of(now);
      duties.look();
    }
    if (past(beaten, pace.beat(), now)) {
      beaten = Optional.of(now);
      duties.beat();
    }
  }

  /** Also when the clock was set back. */
  private static boolean past(Optional<Instant> last, Duration pause, Instant now) {
    return last.filter(l -> !l.isAfter(now) && now.isBefore(l.plus(pause))).isEmpty();
  }

  private Instant next(Instant now, Optional<Instant> coming) {
    return Stream.of(
            coming,
            goAt,
            deadline.map(d -> d.plusMillis(1)),
            looked.map(l -> l.plus(pace.look())),
            beaten.map(b -> b.plus(pace.beat())))
        .flatMap(Optional::stream)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo)
        .orElse(now.plus(pace.look()));
  }
}
