package io.dataflow.sentinel.backtest;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time as people write them: {@code 15m}, {@code 1d12h}, {@code PT6H30M}. */
final class DurationText {
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");
  private static final Duration LONGEST = Duration.ofDays(3660);

  private DurationText() {}

  /**
   * The length of time a text names.
   *
   * @throws IllegalArgumentException when it names none, a negative one, or more than ten years
   */
  static Duration parse(String text) {
    Duration duration = text.startsWith("P") ? iso(text) : abbreviated(text);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no length of time between nothing and ten years");
    }
    return duration;
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw unreadable(text);
    }
  }

  private static Duration abbreviated(String text) {
    Matcher parts = SHORT.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw unreadable(text);
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no length of time such as 15m, 78h, 2d or PT6H30M");
  }
}
