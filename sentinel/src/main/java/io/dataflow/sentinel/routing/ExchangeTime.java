package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.market.Occasion;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When an exchange trades, or does not, by its calendar with early closes and holidays. */
record ExchangeTime(TradingCalendar calendar, When when) {
  /** Which times of an exchange. */
  enum When {
    /** While it trades; not in a break such as Tokyo's lunch. */
    OPEN,
    /** All other times. */
    CLOSED,
    /** The dates of its sessions, from midnight to midnight by its clock. */
    SESSION_DAY,
    /** The dates that would have a session but for a holiday. */
    HOLIDAY
  }

  /** Unknown on dates for which the calendar was not verified. */
  Cover cover(Instant at) {
    LocalDate date = LocalDate.ofInstant(at, calendar.zone());
    boolean verified =
        calendar.verifiedFrom().filter(date::isBefore).isEmpty()
            && calendar.verifiedUntil().filter(date::isAfter).isEmpty();
    return verified ? Cover.of(holds(date, at)) : Cover.UNKNOWN;
  }

  private boolean holds(LocalDate date, Instant at) {
    return switch (when) {
      case OPEN -> open(at);
      case CLOSED -> !open(at);
      case SESSION_DAY -> session(date, at).isPresent();
      case HOLIDAY ->
          session(date, at).isEmpty()
              && calendar
                  .occasion(date, at)
                  .filter(day -> day.effects().contains(Occasion.Effect.CLOSED))
                  .isPresent();
    };
  }

  private boolean open(Instant at) {
    return calendar.at(at, at).filter(session -> !session.pausedAt(at)).isPresent();
  }

  /** Without trading on a day that the exchange lists as closed. */
  private Optional<Session> session(LocalDate date, Instant knownAt) {
    return calendar.session(date, knownAt).filter(session -> session.kind() != Session.Kind.EXTRA);
  }

  /** The moments of a date, and of the night before it, at which the answer may change. */
  List<Instant> changes(LocalDate date, Instant knownAt) {
    List<Instant> changes = new ArrayList<>();
    changes.add(date.atStartOfDay(calendar.zone()).toInstant());
    calendar
        .session(date, knownAt)
        .ifPresent(
            session -> {
              changes.add(session.open());
              changes.add(session.close());
              session.pause().ifPresent(pause -> changes.add(pause.start()));
              session.pause().ifPresent(pause -> changes.add(pause.end()));
            });
    return changes;
  }
}
