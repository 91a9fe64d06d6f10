package io.dataflow.sentinel.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How moments and lengths of time are written in findings: UTC, English. */
final class Words {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  static String day(LocalDate date) {
    return DAY.format(date);
  }

  static String moment(Instant instant) {
    return MOMENT.format(instant);
  }

  /** {@code 1 d 2 h}; to the minute, and {@code 0 min} below one. */
  static String length(Duration length) {
    List<String> parts = new ArrayList<>();
    add(parts, length.toDays(), " d");
    add(parts, length.toHoursPart(), " h");
    add(parts, length.toMinutesPart(), " min");
    return parts.isEmpty() ? "0 min" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + unit);
    }
  }
}
