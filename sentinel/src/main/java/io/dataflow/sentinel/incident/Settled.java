package io.dataflow.sentinel.incident;

import java.util.List;

/** Incidents that people ended: what they settled is not told again until it was well. */
final class Settled {
  private final Survey survey;
  private final List<Incident> byHand;

  Settled(Survey survey, List<Incident> byHand) {
    this.survey = survey;
    this.byHand =
        byHand.stream().filter(i -> i.standing().clearSince().isEmpty()).toList();
  }

  /** Whether a person settled just this; more than it is something new. */
  boolean covers(Observation one) {
    return byHand.stream()
        .filter(i -> i.fingerprint().what() == one.what())
        .flatMap(i -> i.detail().members().stream())
        .anyMatch(
            m -> m.name().equals(one.subject().name()) && m.sessions().containsAll(one.sessions()));
  }

  /** Those that are seen to be well now: from here on the same trouble is a new one. */
  List<Incident> wellNow() {
    return byHand.stream()
        .filter(i -> i.detail().members().stream().allMatch(m -> isWell(i.fingerprint().what(), m)))
        .toList();
  }

  private boolean isWell(IncidentClass what, Member member) {
    return survey.clears(what, member)
        && survey.wrong().stream()
            .noneMatch(o -> o.what() == what && o.subject().name().equals(member.name()));
  }
}
