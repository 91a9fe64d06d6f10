package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.LagProposal;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Punctuality;
import io.dataflow.sentinel.freshness.Punctuality.Delay;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When the sessions of one feed arrived, what deadline that suggests, and what it would have said.
 *
 * @param groups delays by what a person compares: all sessions, each weekday, half days
 * @param present what the lag and grace in force would have said of the same sessions
 * @param perYear sessions a year, to say rates by the year
 */
record PunctualityReport(
    Feed feed,
    String calendar,
    Punctuality punctuality,
    Map<String, List<Delay>> groups,
    Expectation promise,
    Line present,
    Optional<Line> proposed,
    boolean enough,
    double wanted,
    long perYear) {

  /** A lag and a grace with what they would have said. */
  record Line(Duration lag, Duration grace, LagProposal.Replay replay) {
    Duration deadline() {
      return lag.plus(grace);
    }
  }

  /**
   * Works a report out of what the ledger holds.
   *
   * @param wanted false alarms a session
   * @return empty when the feed has no expectations yet
   */
  static Optional<PunctualityReport> of(
      Ledger ledger, Feed feed, TradingCalendar calendar, double wanted, Instant asOf) {
    List<Expectation> written = ledger.expectations(feed);
    List<Expectation> promises = List.copyOf(Expectations.inForce(written, asOf).values());
    if (promises.isEmpty()) {
      return Optional.empty();
    }
    List<Look> looks =
        ledger.looks(feed).stream().filter(look -> !look.at().isAfter(asOf)).toList();
    Punctuality punctuality = Punctuality.of(calendar, promises, looks, asOf);
    List<Delay> delays = punctuality.delays();
    Expectation newest = promises.get(promises.size() - 1);
    Judge judge = new Judge(calendar, FeedTerms.exchangeDaily());
    Optional<LagProposal> proposal = LagProposal.of(delays, wanted);
    return Optional.of(
        new PunctualityReport(
            feed,
            calendar.name(),
            punctuality,
            groups(delays),
            newest,
            replayed(judge, promises, looks, delays, newest.lag(), newest.grace()),
            proposal.map(p -> replayed(judge, promises, looks, delays, p.lag(), p.grace())),
            proposal.map(LagProposal::enough).orElse(false),
            wanted,
            yearly(calendar, asOf)));
  }

  private static Line replayed(
      Judge judge,
      List<Expectation> promises,
      List<Look> looks,
      List<Delay> delays,
      Duration lag,
      Duration grace) {
    return new Line(lag, grace, LagProposal.replay(judge, promises, looks, delays, lag, grace));
  }

  private static Map<String, List<Delay>> groups(List<Delay> delays) {
    Map<String, List<Delay>> groups = new LinkedHashMap<>();
    groups.put("all", delays);
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Delay> some =
          delays.stream().filter(d -> !d.halfDay() && d.session().getDayOfWeek() == day).toList();
      if (!some.isEmpty()) {
        groups.put(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH), some);
      }
    }
    List<Delay> half = new ArrayList<>(delays);
    half.removeIf(d -> !d.halfDay());
    groups.put("special hours", half);
    return groups;
  }

  /** Sessions of a calendar in the year up to an instant. */
  static long yearly(TradingCalendar calendar, Instant asOf) {
    LocalDate end = asOf.atZone(calendar.zone()).toLocalDate();
    return calendar.sessions(end.minusYears(1).plusDays(1), end, asOf).stream()
        .filter(Session::owed)
        .count();
  }
}
