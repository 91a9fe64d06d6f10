package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A feed that is watched, with the calendar and the terms it is watched by.
 *
 * @param since the first run that watched it; earlier sessions count only as coverage
 * @param firstTrade the instrument's first trade date, as far as known; nothing is owed before it
 */
public record Watch(
    Feed feed,
    TradingCalendar calendar,
    FeedTerms terms,
    Instant since,
    Optional<LocalDate> firstTrade) {

  public Watch {
    Objects.requireNonNull(feed, "feed");
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(firstTrade, "firstTrade");
  }

  /** The same watch by the terms an expectation was written under. */
  Watch by(Expectation written) {
    ArrivalTerms arrival = written.arrival();
    FeedTerms set =
        new FeedTerms(
            arrival.settle(),
            written.lag(),
            written.grace(),
            arrival.judge(),
            arrival.minimumShare(),
            Optional.empty(),
            Optional.empty());
    return new Watch(feed, calendar, set, since, firstTrade);
  }

  Instant deadline(Session session) {
    return session.close().plus(terms.lag()).plus(terms.grace());
  }

  boolean beforeFirstTrade(LocalDate session) {
    return firstTrade.filter(session::isBefore).isPresent();
  }

  boolean owed(Session session) {
    return session.owed()
        && terms.silence(session.date()).isEmpty()
        && !beforeFirstTrade(session.date());
  }

  Expectation expectation(Session session, Instant now, String reason) {
    return new Expectation(
        feed,
        session.date(),
        session.open(),
        session.close(),
        deadline(session),
        terms.lag(),
        terms.grace(),
        terms.arrival(),
        owed(session),
        calendar.name(),
        calendar.version(),
        now,
        reason);
  }
}
