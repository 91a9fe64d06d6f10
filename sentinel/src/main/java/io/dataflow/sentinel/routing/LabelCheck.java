package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.yaml.Suggestion;
import io.dataflow.sentinel.yaml.YamlNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Warns of matchers that no incident can match: a label there is none of, a misspelt severity. */
public final class LabelCheck {
  private static final List<String> LABELS =
      List.of(
          "class",
          "alertname",
          "severity",
          "dataset",
          "source",
          "exchange",
          "instrument",
          "scope",
          "part",
          "environment");

  private final Reading reading;

  LabelCheck(Reading reading) {
    this.reading = reading;
  }

  void check(YamlNode at, Matcher matcher) {
    checkLabel(at, matcher.label());
    boolean word =
        matcher.operator() == Matcher.Operator.EQUAL
            || matcher.operator() == Matcher.Operator.NOT_EQUAL;
    List<String> severities = Arrays.stream(Severity.values()).map(Severity::word).toList();
    if (word && matcher.label().equals("severity") && !severities.contains(matcher.value())) {
      reading.warning(
          at,
          "no incident has the severity "
              + Reading.shown(matcher.value())
              + Suggestion.of(matcher.value(), severities));
    }
  }

  void checkLabel(YamlNode at, String label) {
    if (!LABELS.contains(label)) {
      reading.warning(at, complaint(label));
    }
  }

  /** What is wrong with labels that somebody types: those there are none of. */
  public static List<String> complaints(Collection<String> labels) {
    return labels.stream().filter(l -> !LABELS.contains(l)).map(LabelCheck::complaint).toList();
  }

  private static String complaint(String label) {
    return "no incident has the label " + Reading.shown(label) + Suggestion.of(label, LABELS);
  }
}
