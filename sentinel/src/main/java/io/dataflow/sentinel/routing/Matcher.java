package io.dataflow.sentinel.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One condition on a label, {@code severity="critical"}. A label that is not there counts as an
 * empty one.
 *
 * <p>Patterns are RE2's and match the whole value; their time grows with the value only.
 */
public final class Matcher {
  /** Longest pattern, in characters. */
  private static final int LONGEST = 1000;

  /** How a label's value is compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LIKE("=~"),
    UNLIKE("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    private boolean isPattern() {
      return this == LIKE || this == UNLIKE;
    }
  }

  private final String label;
  private final Operator operator;
  private final String value;
  private final Optional<Pattern> pattern;

  /**
   * @param label not empty
   * @throws IllegalArgumentException when the value should be a pattern and is none
   */
  public Matcher(String label, Operator operator, String value) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException("a matcher names a label");
    }
    this.label = label;
    this.operator = Objects.requireNonNull(operator, "operator");
    this.value = Objects.requireNonNull(value, "value");
    this.pattern = operator.isPattern() ? Optional.of(compiled(value)) : Optional.empty();
  }

  private static Pattern compiled(String value) {
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern has at most " + LONGEST + " characters, not " + value.length());
    }
    if (PatternSize.of(value) > PatternSize.LARGEST) {
      throw new IllegalArgumentException(
          "the pattern's repetitions come to more than " + PatternSize.LARGEST + " parts");
    }
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "no regular expression of RE2's syntax: " + e.getDescription(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the pattern is nested too deeply", e);
    }
  }

  public String label() {
    return label;
  }

  public Operator operator() {
    return operator;
  }

  /** The text or pattern, without quotes. */
  public String value() {
    return value;
  }

  public boolean matches(Map<String, String> labels) {
    String actual = labels.getOrDefault(label, "");
    return switch (operator) {
      case EQUAL -> actual.equals(value);
      case NOT_EQUAL -> !actual.equals(value);
      case LIKE -> pattern.orElseThrow().matches(actual);
      case UNLIKE -> !pattern.orElseThrow().matches(actual);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher matcher
        && label.equals(matcher.label)
        && operator == matcher.operator
        && value.equals(matcher.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, operator, value);
  }

  /** As it can be written: {@code severity="critical"}. */
  @Override
  public String toString() {
    boolean plain = label.matches("[a-zA-Z_][a-zA-Z0-9_]*");
    return (plain ? label : quoted(label)) + operator.sign + quoted(value);
  }

  private static String quoted(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + escaped + '"';
  }
}
