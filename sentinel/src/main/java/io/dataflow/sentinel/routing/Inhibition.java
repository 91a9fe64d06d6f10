package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * While an incident that matches the source is open, those that match the target are not told, if
 * both have the same values of some labels.
 *
 * @param equal labels that must be the same in both; absent and empty are the same
 */
public record Inhibition(Place place, Matchers source, Matchers target, List<String> equal) {
  public Inhibition {
    equal = List.copyOf(equal);
  }

  /**
   * The first of the open incidents that silences this one. One that matches both sides is silenced
   * by none that does so too, itself included.
   */
  Optional<Map<String, String>> by(
      Map<String, String> labels, Collection<Map<String, String>> open) {
    if (!target.match(labels)) {
      return Optional.empty();
    }
    boolean bothSides = source.match(labels);
    return open.stream()
        .filter(source::match)
        .filter(other -> !(bothSides && target.match(other)))
        .filter(other -> equal.stream().allMatch(label -> same(label, labels, other)))
        .findFirst();
  }

  private static boolean same(String label, Map<String, String> a, Map<String, String> b) {
    return a.getOrDefault(label, "").equals(b.getOrDefault(label, ""));
  }
}
