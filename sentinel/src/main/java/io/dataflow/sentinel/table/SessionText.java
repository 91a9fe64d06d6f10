package io.dataflow.sentinel.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates written as text: {@code 2026-03-06}, {@code 20260306}, {@code 2026-03-06 16:00:00}, {@code
 * 2026-03-06T21:00:00Z}. Other orders of day and month are guesses, and are not read.
 */
final class SessionText {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d|\\d{8})"
              + "(?:[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)"
              + "\\s*(Z|[+-]\\d\\d(?::?\\d\\d)?)?)?");

  private SessionText() {}

  /**
   * The date of a text; empty when it is none.
   *
   * @param zone where an instant belongs to a date, or what to throw without one
   */
  static Optional<LocalDate> date(String text, Supplier<ZoneId> zone) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate date = day(form);
      return Optional.of(
          form.group(3) == null ? date : time(form, date, zone).atZone(zone.get()).toLocalDate());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The instant of a text; empty when it has no time of day.
   *
   * @param zone whose clock a time without an offset is of, or what to throw without one
   */
  static Optional<Instant> instant(String text, Supplier<ZoneId> zone) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || form.group(2) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(time(form, day(form), zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Matcher form) {
    return form.group(1).length() == 8
        ? LocalDate.parse(form.group(1), DateTimeFormatter.BASIC_ISO_DATE)
        : LocalDate.parse(form.group(1));
  }

  private static Instant time(Matcher form, LocalDate day, Supplier<ZoneId> zone) {
    LocalDateTime time = day.atTime(LocalTime.parse(form.group(2)));
    return form.group(3) == null
        ? time.atZone(zone.get()).toInstant()
        : time.toInstant(ZoneOffset.of(form.group(3)));
  }
}
