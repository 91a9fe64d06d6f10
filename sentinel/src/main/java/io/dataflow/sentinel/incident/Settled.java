package io.dataflow.sentinel.incident;

import java.util.List;

/** Incidents that people ended: what they settled is not told again until it was well. */
final class Settled {
  private final Survey survey;
  private final List<Incident> byHand;

  Settled(Survey survey, List<Incident> byHand) {
    this.survey = survey;
    this.byHand = byHand.stream().filter(i -> i.standing().clearSince().isEmpty()).toList();
  }

  /** Whether a person settled just this; more than it is something new. */
  boolean covers(Observation one) {
    return byHand.stream()
        .anyMatch(
            i ->
                i.detail().members().stream()
                    .filter(m -> isOf(i.fingerprint(), m, one))
                    .anyMatch(m -> m.sessions().containsAll(one.sessions())));
  }

  private static boolean isOf(Fingerprint cause, Member member, Observation one) {
    return one.what() == cause.what()
        && one.subject().dataset().equals(cause.dataset())
        && one.subject().name().equals(member.name());
  }

  /** Those that are seen to be well now: from here on the same trouble is a new one. */
  List<Incident> wellNow() {
    return byHand.stream()
        .filter(i -> i.detail().members().stream().allMatch(m -> isWell(i.fingerprint(), m)))
        .toList();
  }

  private boolean isWell(Fingerprint cause, Member member) {
    return survey.clears(cause, member)
        && survey.wrong().stream().noneMatch(o -> isOf(cause, member, o));
  }
}
