package io.dataflow.sentinel.freshness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How dates and instants are written in sentences: always UTC, always English. */
final class Wording {
  private static final DateTimeFormatter DAY = format("EEE uuuu-MM-dd");
  private static final DateTimeFormatter CLOCK = format("HH:mm 'UTC'");
  private static final DateTimeFormatter WEEKDAY_CLOCK = format("EEE HH:mm 'UTC'");
  private static final DateTimeFormatter DAY_CLOCK = format("EEE uuuu-MM-dd HH:mm 'UTC'");

  private Wording() {}

  /** {@code Fri 2026-03-06}. */
  static String day(LocalDate date) {
    return DAY.format(date);
  }

  /** {@code Sat 04:30 UTC} within six days of a session, the whole date beyond. */
  static String near(LocalDate session, Instant instant) {
    Duration apart = Duration.between(session.atStartOfDay(ZoneOffset.UTC), utc(instant)).abs();
    return (apart.toDays() < 6 ? WEEKDAY_CLOCK : DAY_CLOCK).format(utc(instant));
  }

  /** {@code 04:45 UTC} on the UTC day of the deadline, else as {@link #near}. */
  static String after(Due due, Instant instant) {
    boolean sameDay = utc(instant).toLocalDate().equals(utc(due.deadline()).toLocalDate());
    return sameDay ? CLOCK.format(utc(instant)) : near(due.session(), instant);
  }

  private static ZonedDateTime utc(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
