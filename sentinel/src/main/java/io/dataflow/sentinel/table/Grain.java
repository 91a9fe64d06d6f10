package io.dataflow.sentinel.table;

import io.dataflow.sentinel.table.SessionType.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a row is asked for. The answer is a number: of a session the day since 1970, of a bar the
 * second since 1970 at which it starts.
 */
enum Grain {
  SESSION,
  BAR;

  /**
   * An expression of the answer, as the database gives it: a date, the seconds of an instant or of
   * a wall clock, or a text as it is.
   *
   * @throws TableException when a column of that type does not say it
   */
  String expression(SessionType type, String column, Optional<ZoneId> zone, Place place) {
    return switch (this) {
      case SESSION -> type.date(column, zone, place);
      case BAR -> type.second(column, place);
    };
  }

  /** A condition that keeps the rows from a date on, and may keep some before it. */
  String condition(SessionType type, String column, LocalDate from) {
    return switch (this) {
      case SESSION -> type.from(column, from);
      case BAR -> type.from(column, from.minusDays(1)) + finite(type, column);
    };
  }

  /** What more is wanted of a column for {@link #expression} to have a value; may be nothing. */
  String finite(SessionType type, String column) {
    return switch (this) {
      case SESSION -> "";
      case BAR -> type.finite(column);
    };
  }

  /**
   * Of what {@link #condition} may keep this and later is wanted; sessions open on the day before.
   */
  long first(LocalDate from) {
    return switch (this) {
      case SESSION -> from.toEpochDay();
      case BAR -> from.minusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    };
  }

  /** The answer of a text; empty when it holds none. */
  OptionalLong of(String text, Supplier<ZoneId> zone) {
    return switch (this) {
      case SESSION -> number(SessionText.date(text, zone).map(LocalDate::toEpochDay));
      case BAR -> number(SessionText.instant(text, zone).map(Instant::getEpochSecond));
    };
  }

  private static OptionalLong number(Optional<Long> number) {
    return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** An answer for people. */
  String words(long number) {
    return switch (this) {
      case SESSION -> LocalDate.ofEpochDay(number).toString();
      case BAR -> Instant.ofEpochSecond(number).toString();
    };
  }

  /** What a text should look like, with the article. */
  String wanted() {
    return switch (this) {
      case SESSION -> "a date such as 2026-03-06 or 2026-03-06T21:00:00Z";
      case BAR -> "the start of a bar such as 2026-03-06T14:30:00Z or 2026-03-06 09:30";
    };
  }
}
