package io.dataflow.sentinel.routing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules by which one incident makes others not worth telling. */
public record Inhibitions(List<Inhibition> rules) {
  public static final Inhibitions NONE = new Inhibitions(List.of());

  public Inhibitions {
    rules = List.copyOf(rules);
  }

  /**
   * What silences an incident.
   *
   * @param rule the rule that says so
   * @param source labels of the open incident that does it
   */
  public record Inhibited(Inhibition rule, Map<String, String> source) {
    public Inhibited {
      source = Map.copyOf(source);
    }
  }

  /**
   * By which rule and incident this one is silenced; empty when by none.
   *
   * @param open labels of all open incidents, this one may be among them
   */
  public Optional<Inhibited> inhibitedBy(
      Map<String, String> labels, Collection<Map<String, String>> open) {
    return rules.stream().flatMap(rule -> by(rule, labels, open)).findFirst();
  }

  private static Stream<Inhibited> by(
      Inhibition rule, Map<String, String> labels, Collection<Map<String, String>> open) {
    return rule.by(labels, open).map(source -> new Inhibited(rule, source)).stream();
  }
}
