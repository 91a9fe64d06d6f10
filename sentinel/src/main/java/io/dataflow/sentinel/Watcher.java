package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes expectations and judges every instrument, from the ledger and the lake. */
final class Watcher {
  private static final String DATASET = SilverTables.BARS.fullName();

  /** Sessions older than this are no longer judged; they were, when they were due. */
  private static final int DAYS_JUDGED = 45;

  private final Ledger ledger;
  private final Engine engine;
  private final Lake lake;
  private final LocalDate historyFrom;

  /**
   * @param historyFrom the first session that is asked for at all
   */
  Watcher(Ledger ledger, Engine engine, Lake lake, LocalDate historyFrom) {
    this.historyFrom = historyFrom;
    this.ledger = ledger;
    this.engine = engine;
    this.lake = lake;
  }

  /** Silver's last session by symbol, by what the lake says without reading old years. */
  Map<String, LocalDate> lastSessions() {
    Map<String, LocalDate> last = new HashMap<>();
    lake.view(GoldTables.LATEST_BARS, "latest");
    engine.query("SELECT symbol, latest_session FROM latest", r -> last.put(r.text(1), r.date(2)));
    TreeSet<Integer> years = new TreeSet<>(lake.years(SilverTables.BARS).keySet());
    if (!years.isEmpty()) {
      boolean known = !last.isEmpty();
      lake.view(SilverTables.BARS, "held", known ? years.tailSet(years.last() - 1) : years);
      engine.query(
          "SELECT symbol, MAX(session) FROM held GROUP BY symbol",
          r -> last.merge(r.text(1), r.date(2), (a, b) -> a.isAfter(b) ? a : b));
    }
    return last;
  }

  /** Begins the watch of new feeds and writes the expectations that are due to be written. */
  void expect(List<Instrument> instruments, Instant now) {
    ledger.watch(instruments.stream().map(Instrument::feed).toList(), now);
    Map<Feed, Instant> since = ledger.watchedSince(DATASET);
    Map<Feed, List<Expectation>> written = written(now);
    List<Expectation> fresh = new ArrayList<>();
    for (Instrument instrument : instruments) {
      fresh.addAll(missing(instrument, since, written, now));
    }
    ledger.recordExpectations(fresh);
  }

  private Map<Feed, List<Expectation>> written(Instant now) {
    return byFeed(ledger.expectations(DATASET, firstJudged(now)), Expectation::feed);
  }

  private static LocalDate firstJudged(Instant now) {
    return now.atZone(java.time.ZoneOffset.UTC).toLocalDate().minusDays(DAYS_JUDGED);
  }

  private static List<Expectation> missing(
      Instrument instrument,
      Map<Feed, Instant> since,
      Map<Feed, List<Expectation>> written,
      Instant now) {
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
    return Expectations.toWrite(watch, written.getOrDefault(instrument.feed(), List.of()), now);
  }

  /** The verdict of each instrument at an instant; reads only. */
  List<FeedVerdict> judge(List<Instrument> instruments, Instant now) {
    LocalDate first = firstJudged(now);
    Map<Feed, Instant> since = ledger.watchedSince(DATASET);
    Map<Feed, List<Expectation>> written = written(now);
    Map<Feed, List<Look>> looks = byFeed(ledger.looks(DATASET, first), Look::feed);
    Map<Feed, List<Attempt>> attempts = byFeed(ledger.attempts(DATASET), Attempt::feed);
    Map<String, LocalDate> last = lastSessions();
    Map<String, List<Holding>> holdings = holdings(instruments, first);
    List<FeedVerdict> verdicts = new ArrayList<>();
    for (Instrument instrument : instruments) {
      Feed feed = instrument.feed();
      String symbol = feed.instrument();
      List<Expectation> expected = new ArrayList<>(written.getOrDefault(feed, List.of()));
      expected.addAll(missing(instrument, since, written, now));
      List<Holding> held = new ArrayList<>(holdings.getOrDefault(symbol, List.of()));
      Optional.ofNullable(last.get(symbol))
          .filter(session -> session.isBefore(first))
          .ifPresent(s -> held.add(new Holding(feed, s, Holding.State.FINAL, List.of())));
      Evidence evidence =
          new Evidence(
              feed,
              expected,
              looks.getOrDefault(feed, List.of()),
              held,
              attempts.getOrDefault(feed, List.of()).stream().findFirst(),
              last.containsKey(symbol),
              Optional.of(coverageFrom(instrument, first)));
      verdicts.add(verdict(instrument, evidence, now));
    }
    return verdicts;
  }

  private static FeedVerdict verdict(Instrument instrument, Evidence evidence, Instant now) {
    return instrument
        .calendar()
        .map(c -> new Judge(c, instrument.terms()).verdict(evidence, now))
        .map(v -> withLastAnswer(v, evidence))
        .orElseGet(
            () ->
                FeedVerdict.unknown(
                    instrument.feed(), "no calendar: " + instrument.calendarRule()));
  }

  /** Sessions before the watch began count as coverage, as far back as is judged. */
  private LocalDate coverageFrom(Instrument instrument, LocalDate first) {
    return Stream.of(first, historyFrom, instrument.firstTrade().orElse(first))
        .max(LocalDate::compareTo)
        .orElse(first);
  }

  /** An instrument that never had data is unknown for a reason, and the source told it. */
  private static FeedVerdict withLastAnswer(FeedVerdict verdict, Evidence evidence) {
    Optional<String> failure = evidence.lastAttempt().flatMap(Attempt::failure);
    if (verdict.verdict() != Verdict.UNKNOWN || evidence.everHadData() || failure.isEmpty()) {
      return verdict;
    }
    return new FeedVerdict(
        verdict.feed(),
        verdict.calendar(),
        verdict.verdict(),
        verdict.reason() + "; the last answer: " + failure.get(),
        verdict.sessions(),
        verdict.lastHeld(),
        verdict.expected(),
        verdict.next(),
        verdict.coverage(),
        verdict.warnings());
  }

  private Map<String, List<Holding>> holdings(List<Instrument> instruments, LocalDate first) {
    Map<String, Feed> feeds =
        instruments.stream()
            .map(Instrument::feed)
            .collect(Collectors.toMap(f -> f.instrument(), f -> f, (a, b) -> a));
    lake.view(SilverTables.QUARANTINE, "refusals");
    TreeSet<Integer> years = new TreeSet<>(lake.years(SilverTables.BARS).keySet());
    lake.view(SilverTables.BARS, "held", years.tailSet(first.getYear()));
    Map<String, List<Holding>> holdings = new HashMap<>();
    engine.query(
        """
        SELECT symbol, session, MAX(state) AS state, MAX(broken) AS broken
        FROM (
          SELECT symbol, session, state, '' AS broken, 1 AS place
          FROM held
          WHERE interval = '1d' AND session >= %1$s
          UNION ALL
          SELECT symbol, session, '' AS state, broken,
            ROW_NUMBER() OVER (
              PARTITION BY symbol, session ORDER BY known_at DESC NULLS LAST) AS place
          FROM refusals
          WHERE interval = '1d' AND session >= %1$s
        ) AS known
        WHERE place = 1
        GROUP BY symbol, session
        ORDER BY symbol, session
        """
            .formatted(Sql.date(first)),
        r ->
            Optional.ofNullable(feeds.get(r.text(1)))
                .map(
                    feed ->
                        holdings
                            .computeIfAbsent(r.text(1), s -> new ArrayList<>())
                            .add(holding(feed, r.date(2), r.text(3), r.text(4)))));
    return holdings;
  }

  private static Holding holding(Feed feed, LocalDate session, String state, String broken) {
    Holding.State held =
        switch (state) {
          case "final" -> Holding.State.FINAL;
          case "provisional" -> Holding.State.PROVISIONAL;
          default -> Holding.State.ABSENT;
        };
    boolean refused = held != Holding.State.FINAL && !broken.isEmpty();
    return new Holding(feed, session, held, refused ? List.of(broken.split(",")) : List.of());
  }

  private static <T> Map<Feed, List<T>> byFeed(List<T> rows, Function<T, Feed> feed) {
    return rows.stream().collect(Collectors.groupingBy(feed));
  }
}
