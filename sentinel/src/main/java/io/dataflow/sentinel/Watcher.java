package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes expectations and judges every instrument, from the ledger and the lake. */
final class Watcher {
  private static final String DATASET = SilverTables.BARS.fullName();

  /** Sessions older than this are no longer judged; they were, when they were due. */
  private static final int DAYS_JUDGED = 45;

  private static final Instant FAR_AHEAD = Instant.parse("9999-01-01T00:00:00Z");

  private final Ledger ledger;
  private final SilverHoldings silver;
  private final BarSources sources;
  private final LocalDate historyFrom;

  /**
   * @param historyFrom the first session that is asked for at all
   */
  Watcher(Ledger ledger, SilverHoldings silver, BarSources sources, LocalDate historyFrom) {
    this.sources = sources;
    this.ledger = ledger;
    this.silver = silver;
    this.historyFrom = historyFrom;
  }

  /** Begins the watch of new feeds and writes the expectations that are due to be written. */
  void expect(List<Instrument> instruments, Instant now) {
    ledger.watch(instruments.stream().map(Instrument::feed).toList(), now);
    Map<Feed, Instant> since = ledger.watchedSince(DATASET);
    Window window = Window.at(now);
    Map<Feed, List<Expectation>> written = written(window.from());
    List<Expectation> fresh = new ArrayList<>();
    for (Instrument instrument : instruments) {
      fresh.addAll(missing(instrument, since, written, now, Terms.SET_NOW, window));
    }
    ledger.recordExpectations(fresh);
  }

  private Map<Feed, List<Expectation>> written(LocalDate from) {
    return byFeed(ledger.expectations(DATASET, from), Expectation::feed);
  }

  private static LocalDate firstJudged(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_JUDGED);
  }

  private static List<Expectation> missing(
      Instrument instrument,
      Map<Feed, Instant> since,
      Map<Feed, List<Expectation>> written,
      Instant now,
      Terms terms,
      Window window) {
    if (instrument.calendar().isEmpty()) {
      return List.of();
    }
    Watch watch =
        new Watch(
            instrument.feed(),
            instrument.calendar().get(),
            instrument.terms(),
            since.getOrDefault(instrument.feed(), now),
            instrument.firstTrade());
    List<Expectation> ofFeed = written.getOrDefault(instrument.feed(), List.of());
    List<Expectation> due =
        switch (terms) {
          case SET_NOW -> Expectations.toWrite(watch, ofFeed, now, window.horizon());
          case SET_THEN -> Expectations.asOf(watch, ofFeed, now, window.horizon());
        };
    // after a long pause none of the written ones is in the window, and all since the watch began
    // would come again
    return due.stream().filter(e -> !e.session().isBefore(window.from())).toList();
  }

  /** By which settings an instant is judged. */
  enum Terms {
    /** Those in force: the instant is the present of whoever asks. */
    SET_NOW,
    /** Those that stood when expectations were written: somebody asks about the past. */
    SET_THEN
  }

  /** The verdict of each instrument at present; reads only. */
  List<FeedVerdict> judge(List<Instrument> instruments, Instant now) {
    return judge(instruments, now, Terms.SET_NOW);
  }

  /** The verdict of each instrument at an instant; reads only. */
  List<FeedVerdict> judge(List<Instrument> instruments, Instant asOf, Terms terms) {
    Asked asked = asked(asOf);
    List<FeedVerdict> verdicts =
        evidence(instruments, asOf, terms, Window.at(asOf), asked).stream()
            .map(watched -> watched.verdict(asOf))
            .toList();
    return sources.named(
        instruments, verdicts, asked.later() ? Optional.of(asOf) : Optional.empty());
  }

  /**
   * Which sessions are looked at.
   *
   * @param from the first one
   * @param horizon how far ahead sessions are expected that nobody has written yet
   */
  record Window(LocalDate from, Duration horizon) {
    /** What is judged at an instant. */
    static Window at(Instant now) {
      return new Window(firstJudged(now), Expectations.HORIZON);
    }

    /** The same, widened to hold a session. */
    Window with(LocalDate session, Instant now) {
      Duration ahead = Duration.between(now, session.plusDays(3).atStartOfDay(ZoneOffset.UTC));
      return new Window(
          from.isBefore(session) ? from : session, ahead.compareTo(horizon) > 0 ? ahead : horizon);
    }
  }

  /** All that is known of each instrument at an instant. */
  List<Watched> evidence(List<Instrument> instruments, Instant now, Terms terms, Window window) {
    return evidence(instruments, now, terms, window, asked(now));
  }

  private List<Watched> evidence(
      List<Instrument> instruments, Instant now, Terms terms, Window window, Asked asked) {
    LocalDate first = window.from();
    Map<Feed, Instant> since = ledger.watchedSince(DATASET);
    Map<Feed, List<Expectation>> written = written(first);
    Map<Feed, List<Look>> looks = byFeed(ledger.looks(DATASET, first), Look::feed);
    Map<Feed, List<Attempt>> attempts = byFeed(asked.attempts(), Attempt::feed);
    Map<String, LocalDate> last =
        asked.later() ? silver.lastSessionsAt(now) : silver.lastSessions();
    List<Feed> feeds = instruments.stream().map(Instrument::feed).toList();
    Map<String, List<Holding>> holdings =
        asked.later() ? silver.sinceAt(first, feeds, now) : silver.since(first, feeds);
    List<Watched> all = new ArrayList<>();
    for (Instrument instrument : instruments) {
      Feed feed = instrument.feed();
      Optional<LocalDate> lastHeld = Optional.ofNullable(last.get(feed.instrument()));
      List<Expectation> expected = new ArrayList<>(written.getOrDefault(feed, List.of()));
      expected.addAll(missing(instrument, since, written, now, terms, window));
      List<Holding> held = new ArrayList<>(holdings.getOrDefault(feed.instrument(), List.of()));
      lastHeld
          .filter(session -> session.isBefore(first))
          .ifPresent(s -> held.add(new Holding(feed, s, Holding.State.FINAL, List.of())));
      Evidence evidence =
          new Evidence(
              feed,
              expected,
              looks.getOrDefault(feed, List.of()),
              held,
              attempts.getOrDefault(feed, List.of()).stream().findFirst(),
              lastHeld.isPresent(),
              Optional.of(coverageFrom(instrument, first)));
      all.add(new Watched(instrument, Optional.ofNullable(since.get(feed)), evidence));
    }
    return all;
  }

  /**
   * When each feed was last asked for by an instant.
   *
   * @param later whether anything was asked for after it, so that silver may know more than then
   */
  private record Asked(List<Attempt> attempts, boolean later) {}

  private Asked asked(Instant now) {
    List<Attempt> newest = ledger.attempts(DATASET, FAR_AHEAD);
    boolean later = newest.stream().anyMatch(a -> a.at().isAfter(now));
    return new Asked(later ? ledger.attempts(DATASET, now) : newest, later);
  }

  /** Sessions before the watch began count as coverage, as far back as is judged. */
  private LocalDate coverageFrom(Instrument instrument, LocalDate first) {
    return Stream.of(first, historyFrom, instrument.firstTrade().orElse(first))
        .max(LocalDate::compareTo)
        .orElse(first);
  }

  private static <T> Map<Feed, List<T>> byFeed(List<T> rows, Function<T, Feed> feed) {
    return rows.stream().collect(Collectors.groupingBy(feed));
  }
}
