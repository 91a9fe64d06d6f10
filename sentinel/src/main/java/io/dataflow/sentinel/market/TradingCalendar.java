package io.dataflow.sentinel.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Says which sessions a feed has, as far as was known at a given moment.
 *
 * <p>Implementations are immutable, thread-safe and do no I/O. {@code knownAt} cuts off closures
 * and special hours that were declared later; what was declared at an unknown date counts as always
 * known.
 */
public interface TradingCalendar {
  /** The calendar's name: a MIC such as {@code XNYS}, or {@code 24/7}. */
  String name();

  /** What the calendar is of, in words: {@code New York Stock Exchange}. */
  default String title() {
    return name();
  }

  /** Changes whenever the calendar's content changes; recorded with each expectation. */
  String version();

  ZoneId zone();

  /** The first date this calendar was held against other answers; empty when not said. */
  default Optional<LocalDate> verifiedFrom() {
    return Optional.empty();
  }

  /** The last date this calendar is known to be right for; empty when the rules need no list. */
  Optional<LocalDate> verifiedUntil();

  /** The session of a date; empty when the exchange is closed then. */
  Optional<Session> session(LocalDate date, Instant knownAt);

  /** Why a date has no session ({@code "Good Friday"}, {@code "weekend"}); empty on a session. */
  Optional<String> closure(LocalDate date, Instant knownAt);

  /**
   * What makes a date unlike an ordinary one of its weekday: a holiday, an early close. Empty on
   * ordinary sessions and on days of the weekly rest.
   */
  default Optional<Occasion> occasion(LocalDate date, Instant knownAt) {
    return Optional.empty();
  }

  /** All sessions from one date to another, both inclusive, in order. */
  List<Session> sessions(LocalDate from, LocalDate to, Instant knownAt);

  /**
   * The session that runs at a moment; empty between sessions. Its date may be that of the day
   * before or after by UTC, and by the exchange's own clock too where trading opens the evening
   * before. A session runs on through its pause: {@link Session#pausedAt} tells.
   */
  default Optional<Session> at(Instant moment, Instant knownAt) {
    LocalDate day = LocalDate.ofInstant(moment, zone());
    return sessions(day.minusDays(1), day.plusDays(1), knownAt).stream()
        .filter(session -> session.runsAt(moment))
        .findFirst();
  }
}
