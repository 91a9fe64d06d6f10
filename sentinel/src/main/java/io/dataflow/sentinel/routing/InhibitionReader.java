package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Place;
import io.dataflow.sentinel.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the section {@code inhibit_rules}. */
final class InhibitionReader {
  private static final Map<String, String> RETIRED =
      Map.of(
          "source_match", "write source_matchers",
          "source_match_re", "write source_matchers",
          "target_match", "write target_matchers",
          "target_match_re", "write target_matchers");

  private InhibitionReader() {}

  static Inhibitions read(Reading reading, YamlMapping top) {
    MatcherReader matchers = new MatcherReader(reading);
    List<Inhibition> rules = new ArrayList<>();
    for (Fields fields : reading.sections(top, "inhibit_rules")) {
      boolean retired = fields.mapping().retire(RETIRED);
      for (String key : List.of("source_matchers", "target_matchers")) {
        if (!retired) { // without matchers it would be about every incident
          fields.mapping().require(key);
          fields.notEmpty(key);
        }
      }
      rules.add(
          new Inhibition(
              new Place(fields.at().file(), fields.at().line()),
              matchers.matchers(fields, "source_matchers"),
              matchers.matchers(fields, "target_matchers"),
              matchers.labels(fields, "equal")));
      fields.finish(Map.of("name", "leave it out"));
    }
    return new Inhibitions(rules);
  }
}
