package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a list of matchers, and lists of labels. */
final class MatcherReader {
  private final Reading reading;
  private final LabelCheck check;

  MatcherReader(Reading reading) {
    this.reading = reading;
    this.check = new LabelCheck(reading);
  }

  /** The matchers under a key; none when there is none, or with problems. */
  Matchers matchers(Fields fields, String key) {
    List<Matcher> all = new ArrayList<>();
    for (YamlNode node : fields.elements(key)) {
      if (node.isMapping()) {
        reading.problem(
            node, key + ": braces make this a mapping; put the matcher in 'single quotes'");
      } else {
        text(node, key).forEach(all::add);
      }
    }
    return new Matchers(all);
  }

  private List<Matcher> text(YamlNode node, String key) {
    Optional<String> text = new Filling(reading).fill(node, key);
    try {
      List<Matcher> matchers = text.map(MatcherText::parse).orElse(List.of());
      matchers.forEach(matcher -> check.check(node, matcher));
      return matchers;
    } catch (IllegalArgumentException e) {
      boolean filled = node.text().orElse("").contains("${");
      String written = Reading.shown(node.text().orElse(""));
      reading.problem(
          node, key + ": " + (filled ? written + " comes to no matcher" : e.getMessage()));
      return List.of();
    }
  }

  /** The labels under a key, each once. */
  List<String> labels(Fields fields, String key) {
    List<String> labels = new ArrayList<>();
    for (YamlNode node : fields.elements(key)) {
      Optional<String> label = new Filling(reading).fill(node, key).map(String::strip);
      if (label.isPresent() && labels.contains(label.get())) {
        reading.problem(
            node, key + ": the label " + Reading.shown(label.get()) + " stands here twice");
      } else if (label.isPresent()) {
        labels.add(label.get());
        if (!label.get().equals("...")) {
          check.checkLabel(node, label.get());
        }
      }
    }
    return labels;
  }
}
