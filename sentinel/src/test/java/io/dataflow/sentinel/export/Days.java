package io.dataflow.sentinel.export;

import io.dataflow.sentinel.market.Calendars;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Stretches of the shipped calendars. */
final class Days {
  static final Instant KNOWN_AT = Instant.parse("2026-03-07T04:45:00Z");

  private Days() {}

  static CalendarDays of(String calendar, String from, String to) {
    return new CalendarDays(
        new Calendars(Optional.empty()).find(calendar).orElseThrow(),
        LocalDate.parse(from),
        LocalDate.parse(to),
        KNOWN_AT);
  }
}
