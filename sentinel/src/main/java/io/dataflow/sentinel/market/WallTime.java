package io.dataflow.sentinel.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A time of day in an exchange's zone, on the session's own date or on the day beside it.
 *
 * @param time wall-clock time
 * @param days 0 on the session's date, -1 the evening before, 1 the day after
 */
record WallTime(LocalTime time, int days) {
  static final String FORM =
      "a time of day such as 09:30, \"18:00 previous day\" or \"00:00 next day\"";

  private static final String PREVIOUS = " previous day";
  private static final String NEXT = " next day";

  /**
   * Reads {@code 09:30}, {@code 18:00 previous day} or {@code 00:00 next day}.
   *
   * @throws java.time.format.DateTimeParseException when it is none of these
   */
  static WallTime parse(String text) {
    if (text.endsWith(PREVIOUS)) {
      return new WallTime(LocalTime.parse(without(text, PREVIOUS)), -1);
    }
    return text.endsWith(NEXT)
        ? new WallTime(LocalTime.parse(without(text, NEXT)), 1)
        : new WallTime(LocalTime.parse(text), 0);
  }

  private static String without(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  /** The moment of this time for a session; a time inside a clock change moves as the zone says. */
  Instant on(LocalDate session, ZoneId zone) {
    return session.plusDays(days).atTime(time).atZone(zone).toInstant();
  }

  /** Whether this time comes before another one of the same session, by the wall clock. */
  boolean isBefore(WallTime other) {
    return days != other.days ? days < other.days : time.isBefore(other.time);
  }
}
