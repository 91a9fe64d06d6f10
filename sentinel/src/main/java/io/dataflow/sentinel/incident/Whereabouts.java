package io.dataflow.sentinel.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which causes of an evaluation somebody is, found by name. */
final class Whereabouts {
  /** Somebody as a member of a cause. */
  record Found(Fingerprint cause, Member member) {}

  private final Map<Survey.Place, List<Found>> byPlace = new HashMap<>();

  Whereabouts(List<OpenCause> causes) {
    for (OpenCause cause : causes) {
      for (Member member : cause.detail().members()) {
        byPlace
            .computeIfAbsent(place(cause.fingerprint(), member), p -> new ArrayList<>())
            .add(new Found(cause.fingerprint(), member));
      }
    }
  }

  private static Survey.Place place(Fingerprint cause, Member member) {
    return new Survey.Place(cause.dataset(), member.name());
  }

  /** Where a member of an incident is now. */
  List<Found> of(Fingerprint incident, Member member) {
    return byPlace.getOrDefault(place(incident, member), List.of());
  }
}
