package io.dataflow.sentinel.incident;

import io.dataflow.sentinel.incident.Incident.State;
import io.dataflow.sentinel.incident.IncidentEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person does about an incident.
 *
 * @param by who
 * @param why empty text where no reason is wanted
 */
public record Hand(Instant at, String by, String why) {
  /** Takes it up: it is not repeated any more. */
  public Reconciled acknowledge(Incident incident) {
    return done(
        incident,
        incident.with(incident.standing().as(State.ACKNOWLEDGED, Optional.empty())),
        Kind.ACKNOWLEDGED,
        why);
  }

  /** Wants to hear nothing of it until an instant. */
  public Reconciled snooze(Incident incident, Instant until) {
    return done(
        incident,
        incident.with(incident.standing().as(State.SNOOZED, Optional.of(until))),
        Kind.SNOOZED,
        "until " + until + (why.isEmpty() ? "" : ": " + why));
  }

  /** Ends it; it comes back when more goes wrong, or the same after it was well. */
  public Reconciled resolve(Incident incident) {
    Resolution how = new Resolution(Resolution.Kind.HAND, "by " + by + ": " + why);
    return done(
        incident,
        incident.with(incident.standing().clear(Optional.empty()).resolved(at, how)),
        Kind.RESOLVED,
        why);
  }

  private Reconciled done(Incident before, Incident after, Kind kind, String detail) {
    if (before.over()) {
      throw new IllegalArgumentException(before.id() + " is over already");
    }
    return new Reconciled(
        List.of(after), List.of(new IncidentEvent(before.id(), at, kind, by, detail)));
  }
}
