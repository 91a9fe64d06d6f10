package io.dataflow.sentinel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many false alarms somebody puts up with.
 *
 * @param value a share of the sessions, or a number a year
 */
record FalseAlarmRate(double value, Per per) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)(%|/year)");

  /** What the value counts by. */
  enum Per {
    SESSION,
    YEAR
  }

  /**
   * Reads {@code 1%} or {@code 2/year}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static FalseAlarmRate parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a rate is written 1% (of the sessions) or 2/year");
    }
    double number = Double.parseDouble(matcher.group(1));
    if (matcher.group(2).equals("/year")) {
      return new FalseAlarmRate(number, Per.YEAR);
    }
    if (number > 100) {
      throw new IllegalArgumentException("more than all sessions cannot be false alarms");
    }
    return new FalseAlarmRate(number / 100, Per.SESSION);
  }

  /** The rate a session, 0 to 1. */
  double perSession(long sessionsPerYear) {
    return switch (per) {
      case SESSION -> value;
      case YEAR -> sessionsPerYear == 0 ? 0 : Math.min(1, value / sessionsPerYear);
    };
  }
}
