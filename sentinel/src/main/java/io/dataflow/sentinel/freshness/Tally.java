package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.util.Optional;

/** Counts judged sessions, given in order of dates. */
final class Tally {
  private final Instant asOf;
  private int due;
  private int arrived;
  private int missing;
  private boolean unverified;
  private Optional<Expectation> newestDue = Optional.empty();
  private Optional<Due> next = Optional.empty();

  Tally(Instant asOf) {
    this.asOf = asOf;
  }

  void add(Expectation expectation, SessionVerdict session) {
    if (session.state().arrived()) {
      missing = 0;
    }
    if (!expectation.owed()) {
      return;
    }
    if (!expectation.deadline().isAfter(asOf)) {
      count(expectation, session);
    } else if (next.isEmpty() && !session.state().arrived()) {
      next = Optional.of(Due.of(expectation));
    }
  }

  private void count(Expectation expectation, SessionVerdict session) {
    due++;
    newestDue = Optional.of(expectation);
    switch (session.state()) {
      case ON_TIME, LATE_ARRIVED -> arrived++;
      case OVERDUE -> missing++;
      case UNKNOWN -> unverified = true;
      case CLOSED, NOT_DUE, PARTIAL ->
          throw new IllegalStateException(
              "an owed session past its deadline is " + session.state() + ": " + session);
    }
  }

  /** Due sessions with no newer one that arrived. */
  int missing() {
    return missing;
  }

  /** Whether a session is due that the calendar is not verified for, or there never was data. */
  boolean unverified() {
    return unverified;
  }

  Coverage coverage() {
    return new Coverage(arrived, due);
  }

  Optional<Due> expected() {
    return newestDue.map(Due::of);
  }

  Optional<Due> next() {
    return next;
  }
}
