package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The replay of the program's own rule: expectations are written as a run at each check would, and
 * the {@link Judge} says of a table which sessions are overdue.
 *
 * <p>A session's state for an unchanged table changes only where an expectation closes or comes due
 * and where the calendar hears news, which is at midnight of its zone: a notice has a date. So
 * between two such instants neither the expectations are written again nor a table judged again.
 * Expectations are written 7 days ahead, far more than the day between two writings.
 */
final class SessionsRun implements RuleRun {
  private static final Feed FEED = new Feed("backtest", "bars", Interval.DAY_1);

  /** Sessions older than this are no longer judged, as in a run of the pipeline. */
  private static final int DAYS_JUDGED = 45;

  private static final Duration PATIENCE = Duration.ofDays(60);

  private final TradingCalendar calendar;
  private final FeedTerms terms;
  private final Judge judge;
  private Optional<Watch> watch = Optional.empty();
  private List<Expectation> written = List.of();
  private Instant now = Instant.MIN;
  private Instant nextChange = Instant.MIN;

  SessionsRun(TradingCalendar calendar, FeedTerms terms) {
    this.calendar = calendar;
    this.terms = terms;
    this.judge = new Judge(calendar, terms);
  }

  @Override
  public boolean advance(Instant later) {
    now = later;
    if (now.isBefore(nextChange)) {
      return false;
    }
    write();
    nextChange = changeAfterNow();
    return true;
  }

  private void write() {
    Watch since = watch.orElseGet(() -> new Watch(FEED, calendar, terms, now, Optional.empty()));
    watch = Optional.of(since);
    LocalDate oldest = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_JUDGED);
    List<Expectation> all = new ArrayList<>(written);
    all.removeIf(e -> e.session().isBefore(oldest));
    all.addAll(Expectations.toWrite(since, all, now));
    written = all;
  }

  private Instant changeAfterNow() {
    LocalDate tomorrow = now.atZone(calendar.zone()).toLocalDate().plusDays(1);
    Instant change = tomorrow.atStartOfDay(calendar.zone()).toInstant();
    for (Expectation expectation : written) {
      change = earlier(change, expectation.close());
      change = earlier(change, expectation.deadline());
    }
    return change;
  }

  private Instant earlier(Instant change, Instant other) {
    return other.isAfter(now) && other.isBefore(change) ? other : change;
  }

  /** What {@code sentinel freshness} ends with code 1 for: a session is overdue, newest or not. */
  @Override
  public boolean alarms(Table table) {
    return !overdue(table).isEmpty();
  }

  @Override
  public boolean notices(Session lost, Loss loss, Table damaged, Table whole) {
    Set<LocalDate> overdue = overdue(damaged);
    return switch (loss) {
      case ONE_SESSION -> overdue.contains(lost.date());
      case ALL_FROM_IT_ON -> overdue.stream().anyMatch(date -> !date.isBefore(lost.date()));
    };
  }

  /** A hole behind a newer bar is named too, so only a deadline that passed ends the waiting. */
  @Override
  public boolean mayStillNotice(Session lost, Table damaged) {
    boolean behind = damaged.last().filter(last -> last.date().isAfter(lost.date())).isPresent();
    return behind ? due(lost) : now.isBefore(lost.close().plus(terms.lag()).plus(PATIENCE));
  }

  private boolean due(Session lost) {
    return Optional.ofNullable(Expectations.inForce(written, now).get(lost.date()))
        .filter(expectation -> expectation.owed() && expectation.deadline().isAfter(now))
        .isPresent();
  }

  /** Sessions the judge finds overdue; a bar in the table is a final one that nobody looked for. */
  private Set<LocalDate> overdue(Table table) {
    List<Holding> holdings = new ArrayList<>();
    for (Expectation expectation : written) {
      if (table.holds(expectation.session())) {
        holdings.add(new Holding(FEED, expectation.session(), Holding.State.FINAL, List.of()));
      }
    }
    boolean everHadData = table.last().isPresent();
    Evidence evidence =
        new Evidence(
            FEED, written, List.of(), holdings, Optional.empty(), everHadData, Optional.empty());
    Set<LocalDate> overdue = new HashSet<>();
    for (SessionVerdict session : judge.verdict(evidence, now).sessions()) {
      if (session.state() == SessionState.OVERDUE) {
        overdue.add(session.session());
      }
    }
    return overdue;
  }
}
