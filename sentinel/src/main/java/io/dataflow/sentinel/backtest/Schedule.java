package io.dataflow.sentinel.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * When checks happen: at a time of day in UTC and then at equal steps, through all days.
 *
 * @param every the step; 24 hours for one check a day
 * @param at a time of day one of the checks falls on
 */
public record Schedule(Duration every, LocalTime at) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Duration DAY = Duration.ofDays(1);

  public Schedule {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0 || every.getNano() != 0) {
      throw new IllegalArgumentException(
          "checks are 1 minute to 31 days apart, in whole seconds; these are " + every);
    }
  }

  /**
   * Reads {@code 15m} (from midnight UTC on) or {@code 1d@11:30Z}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Schedule parse(String text) {
    int mark = text.indexOf('@');
    Duration every = DurationText.parse(mark < 0 ? text : text.substring(0, mark));
    return new Schedule(every, mark < 0 ? LocalTime.MIDNIGHT : time(text, mark));
  }

  private static LocalTime time(String text, int mark) {
    String time = text.substring(mark + 1);
    if (time.endsWith("Z")) {
      return wallTime(text, time.substring(0, time.length() - 1));
    }
    throw unreadable(text);
  }

  private static LocalTime wallTime(String text, String time) {
    try {
      return LocalTime.parse(time);
    } catch (DateTimeParseException e) {
      throw unreadable(text);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" has after the @ no time of day in UTC such as 11:30Z");
  }

  /** The first check of a range. */
  Instant first(Range range) {
    long step = every.toSeconds();
    long after = every.compareTo(DAY) < 0 ? at.toSecondOfDay() % step : at.toSecondOfDay();
    return midnight(range.from()).plusSeconds(after);
  }

  /** How many checks a range has; all of them are before the midnight it ends with. */
  long checks(Range range) {
    long span = midnight(range.to().plusDays(1)).getEpochSecond() - first(range).getEpochSecond();
    return span <= 0 ? 0 : (span - 1) / every.toSeconds() + 1;
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
