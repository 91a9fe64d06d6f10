package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the sessions of one instrument mean in terms of incidents. */
final class FeedTrouble {
  private FeedTrouble() {}

  /** The sessions of which nothing is missing. */
  static Set<LocalDate> there(FeedVerdict verdict) {
    return verdict.sessions().stream()
        .filter(s -> s.state().arrived() || s.state() == SessionState.CLOSED)
        .map(SessionVerdict::session)
        .collect(Collectors.toSet());
  }

  /** The sessions whose bar is there. */
  static Set<LocalDate> arrived(FeedVerdict verdict) {
    return verdict.sessions().stream()
        .filter(s -> s.state().arrived())
        .map(SessionVerdict::session)
        .collect(Collectors.toSet());
  }

  /** Bars that are due: those that came and were refused are another cause than the others. */
  static List<Observation> overdue(Subject subject, List<SessionVerdict> missing, Instant at) {
    List<SessionVerdict> refused = new ArrayList<>();
    List<SessionVerdict> others = new ArrayList<>();
    for (SessionVerdict session : missing) {
      boolean came = session.cause().equals(Optional.of(Cause.REFUSED));
      (came ? refused : others).add(session);
    }
    List<Observation> wrong = new ArrayList<>();
    if (!refused.isEmpty()) {
      wrong.add(observation(IncidentClass.REFUSED, subject, refused, missing.size(), at));
    }
    if (!others.isEmpty()) {
      wrong.add(observation(IncidentClass.MISSING, subject, others, missing.size(), at));
    }
    return wrong;
  }

  /** Bars that are missing behind newer ones. */
  static List<Observation> holes(Subject subject, List<SessionVerdict> holes, Instant at) {
    return holes.isEmpty()
        ? List.of()
        : List.of(observation(IncidentClass.HOLE, subject, holes, 1, at));
  }

  private static Observation observation(
      IncidentClass what, Subject subject, List<SessionVerdict> some, int missed, Instant at) {
    SessionVerdict first = some.get(0);
    return new Observation(
        what,
        subject,
        some.stream().map(SessionVerdict::session).sorted().toList(),
        first.deadline().orElse(at),
        expected(first),
        cause(some.get(some.size() - 1)),
        missed);
  }

  private static String expected(SessionVerdict session) {
    return "the bar of "
        + ReportText.day(session.session())
        + session.deadline().map(d -> " by " + ReportText.moment(d)).orElse("");
  }

  private static String cause(SessionVerdict session) {
    return session.cause().map(Cause::words).orElse("unknown")
        + session.reason().map(r -> ": " + r).orElse("");
  }
}
