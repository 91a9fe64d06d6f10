package io.dataflow.sentinel.routing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Prometheus writes them, {@code 1h30m}, or by ISO 8601, {@code PT1H30M}. */
final class DurationForm {
  static final String WANTED =
      "a duration up to 366d, as 30s, 5m, 1h30m, 1d, 1w or PT5M are written,";

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern PROMETHEUS =
      Pattern.compile(
          "(?:(\\d{1,6})y)?(?:(\\d{1,6})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?"
              + "(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");
  private static final long[] MILLISECONDS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L
  };

  private DurationForm() {}

  /**
   * Reads either form; a year has 365 days.
   *
   * @throws IllegalArgumentException or DateTimeException when it is neither, negative or too long
   */
  static Duration parse(String text) {
    Duration duration = text.startsWith("P") ? Duration.parse(text) : prometheus(text);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return duration;
  }

  private static Duration prometheus(String text) {
    Matcher parts = PROMETHEUS.matcher(text);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (text.isEmpty() || !parts.matches()) {
      throw new IllegalArgumentException("no duration");
    }
    long sum = 0;
    for (int i = 0; i < MILLISECONDS.length; i++) {
      String part = parts.group(i + 1);
      sum += part == null ? 0 : Math.multiplyExact(Long.parseLong(part), MILLISECONDS[i]);
    }
    return Duration.ofMillis(sum);
  }
}
