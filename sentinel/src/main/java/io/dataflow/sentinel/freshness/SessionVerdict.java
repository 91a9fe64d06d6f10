package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What is said of one session of a feed.
 *
 * @param deadline empty on a date without an expectation
 * @param cause why the bar is not there; present exactly when the state is OVERDUE
 * @param arrival the looks between which the bar arrived; empty when it is not there, or no look
 *     saw it (imported bars)
 * @param observed whether the looks tell if it came in time; false keeps it out of punctuality
 * @param bars how many of an intraday session's bars are there, once it has opened; empty for daily
 *     bars
 * @param reason why the session is closed or unknown, or the detail of the cause; else empty
 */
public record SessionVerdict(
    LocalDate session,
    SessionState state,
    Optional<Instant> deadline,
    Optional<Cause> cause,
    Optional<Arrival> arrival,
    boolean observed,
    Optional<BarCount> bars,
    Optional<String> reason) {

  public SessionVerdict {
    Objects.requireNonNull(session, "session");
    if ((state == SessionState.OVERDUE) != cause.isPresent()) {
      throw new IllegalArgumentException(
          "session " + session + " is " + state + " with cause " + cause);
    }
  }

  static SessionVerdict closed(LocalDate session, Optional<Instant> deadline, String reason) {
    return plain(session, SessionState.CLOSED, deadline, Optional.of(reason));
  }

  static SessionVerdict notDue(Due due) {
    return plain(
        due.session(), SessionState.NOT_DUE, Optional.of(due.deadline()), Optional.empty());
  }

  static SessionVerdict partial(Due due) {
    return plain(
        due.session(), SessionState.PARTIAL, Optional.of(due.deadline()), Optional.empty());
  }

  static SessionVerdict unknown(Due due, String reason) {
    return plain(
        due.session(), SessionState.UNKNOWN, Optional.of(due.deadline()), Optional.of(reason));
  }

  static SessionVerdict overdue(Due due, Cause cause, String detail) {
    return new SessionVerdict(
        due.session(),
        SessionState.OVERDUE,
        Optional.of(due.deadline()),
        Optional.of(cause),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.of(detail));
  }

  private static SessionVerdict plain(
      LocalDate session, SessionState state, Optional<Instant> deadline, Optional<String> reason) {
    return new SessionVerdict(
        session,
        state,
        deadline,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        reason);
  }

  /** The same with a count of bars. */
  SessionVerdict counting(Optional<BarCount> count) {
    if (count.isEmpty()) {
      return this;
    }
    return new SessionVerdict(session, state, deadline, cause, arrival, observed, count, reason);
  }

  /** The state in words, with the bars of an intraday session: {@code OVERDUE(12/78)}. */
  public String words() {
    boolean counted = state == SessionState.OVERDUE || state == SessionState.PARTIAL;
    return state + bars.filter(b -> counted).map(b -> "(" + b + ")").orElse("");
  }
}
