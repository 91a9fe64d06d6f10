package io.dataflow.sentinel.routing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Conditions that must all hold; none at all always holds.
 *
 * @param all in the order they were written
 */
public record Matchers(List<Matcher> all) {
  public static final Matchers NONE = new Matchers(List.of());

  public Matchers {
    all = List.copyOf(all);
  }

  /**
   * Reads matchers, each text one or several with commas between, in braces or not.
   *
   * @throws IllegalArgumentException with the text and what is wrong with it
   */
  public static Matchers parse(List<String> texts) {
    return new Matchers(texts.stream().flatMap(text -> MatcherText.parse(text).stream()).toList());
  }

  public boolean match(Map<String, String> labels) {
    return all.stream().allMatch(matcher -> matcher.matches(labels));
  }

  /** Those that do not hold, in order. */
  List<Matcher> failing(Map<String, String> labels) {
    return all.stream().filter(matcher -> !matcher.matches(labels)).toList();
  }

  /** As they can be written: {@code severity="critical", exchange=~"X.*"}. */
  @Override
  public String toString() {
    return all.stream().map(Matcher::toString).collect(Collectors.joining(", "));
  }
}
