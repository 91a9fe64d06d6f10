package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.yaml.Suggestion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads rules as they are written on the command line. */
public final class RuleReader {
  private static final List<String> NAMES = List.of("age", "since-close", "sessions");

  private final FeedTerms usual;

  /**
   * @param usual the terms {@code sessions} is judged by where the rule names none
   */
  public RuleReader(FeedTerms usual) {
    this.usual = usual;
  }

  /**
   * A rule: {@code age:2d}, {@code since-close:78h}, {@code sessions}, or {@code
   * sessions:lag=PT1H,grace=PT30M}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public Rule read(String given) {
    String text = given.strip();
    String[] parts = text.split(":", 2);
    String value = parts.length < 2 ? "" : parts[1];
    return switch (parts[0]) {
      case "age" -> age(text, value);
      case "since-close" -> new SinceCloseRule(wanted(text, value, "since-close:78h"), text);
      case "sessions" -> new SessionsRule(terms(text, parts), text);
      default ->
          throw new IllegalArgumentException(
              "there is no rule \"" + parts[0] + "\"" + Suggestion.of(parts[0], NAMES));
    };
  }

  private static AgeRule age(String text, String value) {
    Duration age = wanted(text, value, "age:2d");
    if (!age.equals(Duration.ofDays(age.toDays()))) {
      throw new IllegalArgumentException(
          "the rule " + text + " compares dates, so it takes whole days, as in age:2d");
    }
    return new AgeRule((int) age.toDays(), text);
  }

  private static Duration wanted(String text, String value, String example) {
    try {
      return DurationText.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the rule " + text + " has no limit as in " + example + ": " + e.getMessage(), e);
    }
  }

  private FeedTerms terms(String text, String[] parts) {
    if (parts.length < 2) {
      return usual;
    }
    Map<String, Duration> set = new HashMap<>();
    for (String pair : parts[1].split(",", -1)) {
      String[] words = pair.split("=", 2);
      boolean known = words[0].equals("lag") || words[0].equals("grace");
      if (!known || words.length < 2 || set.containsKey(words[0])) {
        throw new IllegalArgumentException(
            "the rule " + text + " is not of the form sessions:lag=PT1H,grace=PT30M");
      }
      set.put(words[0], wanted(text, words[1], "sessions:lag=PT1H,grace=PT30M"));
    }
    return usual.due(
        set.getOrDefault("lag", usual.lag()), set.getOrDefault("grace", usual.grace()));
  }
}
