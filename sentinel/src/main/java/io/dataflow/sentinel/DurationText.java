package io.dataflow.sentinel;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code PT2H30M}, {@code 2h30m}, {@code 90m}, {@code 1d}. */
final class DurationText {
  static final String WANTED = "a duration from 0 to 30 days such as PT2H30M, 2h30m, 90m or 1d";
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,7})s)?");

  private DurationText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static Duration parse(String text) {
    Matcher words = SHORT.matcher(text.strip());
    Duration duration =
        words.matches() && !text.isBlank()
            ? Duration.ofDays(number(words.group(1)))
                .plusHours(number(words.group(2)))
                .plusMinutes(number(words.group(3)))
                .plusSeconds(number(words.group(4)))
            : Duration.parse(text.strip());
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a duration out of bounds: " + duration);
    }
    return duration;
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
