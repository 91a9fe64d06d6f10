package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Prospects;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a session of an instrument is in the state it is in, from the calendar to what will change
 * it.
 *
 * @param instrument with a calendar
 * @param session the session's hours as known at the instant; empty on a date without one
 * @param closure why the date has no session
 * @param promises every expectation written by the instant, oldest first; the last one counts
 * @param written how many of them stand in the ledger; the others would be written by a run now
 * @param said empty where nothing was promised: the session lies before the watch
 */
record Explanation(
    Instrument instrument,
    LocalDate date,
    Instant asOf,
    Optional<Instant> watchedSince,
    Optional<Session> session,
    Optional<String> closure,
    List<Expectation> promises,
    int written,
    List<Look> looks,
    Optional<Attempt> lastAttempt,
    List<BarHistory.Version> bars,
    Optional<SessionVerdict> said,
    FeedVerdict verdict,
    List<Prospects.Change> changes) {

  /**
   * Puts an explanation together.
   *
   * @param watched of an instrument with a calendar, over a window that holds the session
   * @param verdict of the instrument, over the window that is judged
   * @param recorded expectations of its feed that stand in the ledger
   */
  static Explanation of(
      Watched watched,
      FeedVerdict verdict,
      LocalDate date,
      Instant asOf,
      List<Expectation> recorded,
      List<BarHistory.Version> bars) {
    TradingCalendar calendar = watched.instrument().calendar().orElseThrow();
    Evidence evidence = watched.evidence();
    List<Expectation> promises = promises(evidence, date, asOf);
    Optional<SessionVerdict> said =
        new Judge(calendar, watched.instrument().terms()).session(evidence, date, asOf);
    return new Explanation(
        watched.instrument(),
        date,
        asOf,
        watched.since(),
        calendar.session(date, asOf),
        calendar.closure(date, asOf),
        promises,
        (int) promises.stream().filter(recorded::contains).count(),
        looks(evidence, date, asOf),
        evidence.lastAttempt(),
        bars,
        said,
        verdict,
        changes(said, promises, verdict, asOf));
  }

  /** The session a person most likely asks about: the newest due one, else the next one. */
  static Optional<LocalDate> usualSession(Watched watched, Instant asOf) {
    FeedVerdict verdict = watched.verdict(asOf);
    return verdict
        .expected()
        .or(verdict::next)
        .map(Due::session)
        .or(
            () ->
                Expectations.inForce(watched.evidence().expectations(), asOf).keySet().stream()
                    .findFirst());
  }

  private static List<Expectation> promises(Evidence evidence, LocalDate date, Instant asOf) {
    return evidence.expectations().stream()
        .filter(e -> e.session().equals(date) && !e.recordedAt().isAfter(asOf))
        .sorted(Comparator.comparing(Expectation::recordedAt))
        .toList();
  }

  private static List<Look> looks(Evidence evidence, LocalDate date, Instant asOf) {
    return evidence.looks().stream()
        .filter(l -> l.session().equals(date) && !l.at().isAfter(asOf))
        .sorted(Comparator.comparing(Look::at))
        .toList();
  }

  private static List<Prospects.Change> changes(
      Optional<SessionVerdict> said,
      List<Expectation> promises,
      FeedVerdict verdict,
      Instant asOf) {
    Stream<Prospects.Change> ofSession =
        said.isEmpty() || promises.isEmpty()
            ? Stream.empty()
            : Prospects.of(said.get(), promises.get(promises.size() - 1), asOf).stream()
                .map(c -> new Prospects.Change(c.at(), "the session: " + c.what()));
    Stream<Prospects.Change> ofFeed =
        Prospects.of(verdict, asOf).stream()
            .map(c -> new Prospects.Change(c.at(), "the instrument: " + c.what()));
    return Stream.concat(ofSession, ofFeed)
        .sorted(Comparator.comparing(c -> c.at().orElse(Instant.MAX)))
        .toList();
  }

  /** The expectation that counts; empty where nothing was promised. */
  Optional<Expectation> promise() {
    return promises.isEmpty() ? Optional.empty() : Optional.of(promises.get(promises.size() - 1));
  }
}
