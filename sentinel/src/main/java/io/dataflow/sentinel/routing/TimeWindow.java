package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.yaml.YamlNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** A named stretch of time that routes are muted or active in: one of its rules holds. */
record TimeWindow(String name, YamlNode at, List<TimeRule> rules) {
  TimeWindow {
    rules = List.copyOf(rules);
  }

  Cover cover(Instant at) {
    return rules.stream().map(rule -> rule.cover(at)).reduce(Cover.OUT, Cover::or);
  }

  Stream<Instant> changes(LocalDate date, Instant knownAt) {
    return rules.stream().flatMap(rule -> rule.changes(date, knownAt).stream());
  }
}
