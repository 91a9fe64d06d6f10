package io.dataflow.sentinel.export;

import io.dataflow.sentinel.market.Occasion;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stretch of a calendar as somebody knew it at an instant.
 *
 * @param from first date, inclusive
 * @param to last date, inclusive
 * @param knownAt what was declared later is left out
 */
public record CalendarDays(
    TradingCalendar calendar, LocalDate from, LocalDate to, Instant knownAt) {

  public CalendarDays {
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(knownAt, "knownAt");
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("the range ends before it begins: " + from + ", " + to);
    }
  }

  /**
   * A session, or a date that would have one but for its occasion.
   *
   * @param session empty when the date is closed
   * @param occasion what makes the date special; empty on an ordinary session
   */
  public record Day(LocalDate date, Optional<Session> session, Optional<Occasion> occasion) {

    /** {@code regular}, {@code closed}, {@code early close}, {@code optional}. */
    public String kind() {
      return occasion.map(Occasion::kind).orElseGet(() -> unnamed(session));
    }

    private static String unnamed(Optional<Session> session) {
      return session
          .map(
              s ->
                  switch (s.kind()) {
                    case REGULAR -> "regular";
                    case SPECIAL_HOURS -> "special hours";
                    case OPTIONAL -> "optional";
                    case EXTRA -> "extra";
                  })
          .orElse("closed");
    }
  }

  /** Sessions and special closures in order; days of the weekly rest are left out. */
  public List<Day> days() {
    return from.datesUntil(to.plusDays(1))
        .map(
            date ->
                new Day(date, calendar.session(date, knownAt), calendar.occasion(date, knownAt)))
        .filter(day -> day.session().isPresent() || day.occasion().isPresent())
        .toList();
  }

  /** The sessions in order, without extra trading on a day that is listed as closed. */
  public List<Session> sessions() {
    return calendar.sessions(from, to, knownAt).stream()
        .filter(session -> session.kind() != Session.Kind.EXTRA)
        .toList();
  }

  /** The closed dates that would have a session but for their occasion. */
  public List<Day> closures() {
    return days().stream().filter(day -> day.session().isEmpty()).toList();
  }

  /** Whether every date was held against other answers. */
  public boolean verified() {
    return calendar.verifiedFrom().filter(from::isBefore).isEmpty()
        && calendar.verifiedUntil().filter(to::isAfter).isEmpty();
  }
}
