package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One feed judged the long way: at each check, as a run does it, expectations are written, every
 * session that is over is looked at, and the judge is asked. Nothing is remembered between checks
 * but what a ledger holds.
 */
final class NaiveFeed {
  private static final Feed FEED = new Feed("silver.bars", "AAPL", Interval.DAY_1);

  private final TradingCalendar calendar;
  private final FeedTerms terms;
  private final Map<LocalDate, Instant> arrivals = new HashMap<>();
  private List<Expectation> written = List.of();
  private List<Look> looks = new ArrayList<>();
  private Optional<Instant> since = Optional.empty();

  NaiveFeed(
      TradingCalendar calendar,
      FeedTerms terms,
      List<Session> bars,
      Delays delays,
      Predicate<LocalDate> lost) {
    this.calendar = calendar;
    this.terms = terms;
    bars.stream()
        .filter(bar -> !lost.test(bar.date()))
        .forEach(bar -> arrivals.put(bar.date(), bar.close().plus(delays.of(bar.date()))));
  }

  /** The sessions that are overdue at a check, which is later than the one before. */
  Set<LocalDate> overdue(Instant now) {
    since = since.or(() -> Optional.of(now));
    write(now);
    List<Holding> holdings = new ArrayList<>();
    for (Expectation expectation : written) {
      LocalDate session = expectation.session();
      boolean here = arrivals.containsKey(session) && !arrivals.get(session).isAfter(now);
      if (here) {
        holdings.add(new Holding(FEED, session, Holding.State.FINAL, List.of()));
      }
      look(expectation, now, here ? Look.Seen.FINAL : Look.Seen.NOTHING);
    }
    Evidence evidence =
        new Evidence(FEED, written, looks, holdings, Optional.empty(), true, Optional.empty());
    return new Judge(calendar, terms)
        .verdict(evidence, now).sessions().stream()
            .filter(session -> session.state() == SessionState.OVERDUE)
            .map(SessionVerdict::session)
            .collect(Collectors.toSet());
  }

  private void write(Instant now) {
    Watch watch = new Watch(FEED, calendar, terms, since.orElseThrow(), Optional.empty());
    LocalDate oldest = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(45);
    List<Expectation> all = new ArrayList<>(written);
    all.removeIf(expectation -> expectation.session().isBefore(oldest));
    looks.removeIf(look -> look.session().isBefore(oldest));
    all.addAll(Expectations.toWrite(watch, all, now));
    written = all;
  }

  /** Looks at a session that was seen final are not kept. */
  private void look(Expectation expectation, Instant now, Look.Seen seen) {
    boolean over = !expectation.close().isAfter(now);
    boolean known =
        looks.stream()
            .anyMatch(
                look ->
                    look.session().equals(expectation.session()) && look.seen() == Look.Seen.FINAL);
    if (over && !known) {
      looks.add(new Look(FEED, expectation.session(), now, seen));
    }
  }
}
