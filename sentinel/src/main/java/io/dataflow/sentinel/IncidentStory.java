package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that the ledger knows of an incident.
 *
 * @param messages what went out about it, by when it was made
 */
record IncidentStory(Incident incident, List<IncidentEvent> events, List<Outgoing> messages) {

  static IncidentStory of(Ledger ledger, Incident incident) {
    List<Outgoing> messages =
        ledger.outbox().conversationsAbout(incident.id()).stream()
            .flatMap(c -> ledger.outbox().messages(c.id()).stream())
            .filter(o -> o.incidents().contains(incident.id()))
            .sorted(Comparator.comparing(Outgoing::created).thenComparing(Outgoing::id))
            .toList();
    return new IncidentStory(incident, ledger.incidents().events(incident.id()), messages);
  }

  /** From when it began until it was seen. */
  Duration toDetect() {
    return positive(Duration.between(incident.began(), incident.opened()));
  }

  /** From when it was seen until the first message about it arrived; empty while none did. */
  Optional<Duration> toNotify() {
    return messages.stream()
        .filter(o -> o.state() == Outgoing.State.SENT)
        .flatMap(o -> o.done().stream())
        .filter(at -> !at.isBefore(incident.opened()))
        .min(Comparator.naturalOrder())
        .map(at -> positive(Duration.between(incident.opened(), at)));
  }

  /** From when it began until it was over; empty while it lasts. */
  Optional<Duration> toRepair() {
    return incident
        .standing()
        .resolvedAt()
        .map(at -> positive(Duration.between(incident.began(), at)));
  }

  /** Until when it lasted so far. */
  Duration lasted(Instant now) {
    return positive(
        Duration.between(incident.began(), incident.standing().resolvedAt().orElse(now)));
  }

  private static Duration positive(Duration length) {
    return length.isNegative() ? Duration.ZERO : length;
  }
}
