package io.dataflow.sentinel.routing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which incidents of a route share a message thread: those with the same values of these labels.
 *
 * @param all by every label, so that each incident has a thread of its own
 * @param labels in the order they were written; none together with {@code all}
 */
public record GroupBy(boolean all, List<String> labels) {
  public static final GroupBy EACH = new GroupBy(true, List.of());

  public GroupBy {
    labels = List.copyOf(labels);
    if (all && !labels.isEmpty()) {
      throw new IllegalArgumentException("by all labels, or by some: " + labels);
    }
  }

  /** The labels that name an incident's group, in order; an absent one is empty. */
  public Map<String, String> of(Map<String, String> incident) {
    if (all) {
      return new TreeMap<>(incident);
    }
    Map<String, String> group = new TreeMap<>();
    labels.forEach(label -> group.put(label, incident.getOrDefault(label, "")));
    return group;
  }
}
