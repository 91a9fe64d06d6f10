package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One feed of a table at one instant: what is expected, what was seen, what is said of it. */
final class TableFeed {
  private final Feed feed;
  private final TradingCalendar calendar;
  private final FeedTerms terms;
  private final TableMemory memory;
  private final Contents contents;
  private final LocalDate first;
  private final Instant now;
  private final List<Expectation> fresh;
  private final TreeMap<LocalDate, Expectation> expected;
  private final TableLooks looks;

  /** Which promises count. */
  enum Promises {
    /** Those written, brought up to date with what is set and declared now. */
    RENEWED,
    /** Those written; only for sessions without any those of today. */
    AS_WRITTEN,
    /** As if it had been watched for as long as is judged, or since its first row. */
    REHEARSED
  }

  /**
   * The instant a feed is judged at, and how.
   *
   * @param first older sessions are not judged
   */
  record Moment(Instant at, LocalDate first, Promises promises) {
    /** Since when a feed counts as watched that nobody watched before. */
    private Instant since() {
      return promises == Promises.REHEARSED ? first.atStartOfDay().toInstant(ZoneOffset.UTC) : at;
    }
  }

  /**
   * What a table holds of the feed.
   *
   * @param rows its newest sessions that have opened
   * @param last the newest session there is when {@code rows} is empty
   */
  record Contents(NavigableMap<LocalDate, SessionRows> rows, Optional<LocalDate> last) {
    static Contents none() {
      return new Contents(new TreeMap<>(), Optional.empty());
    }

    private Optional<LocalDate> first() {
      return rows.entrySet().stream()
          .filter(e -> e.getValue().rows() != Look.Seen.NOTHING)
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  TableFeed(
      Feed feed,
      TradingCalendar calendar,
      FeedTerms terms,
      TableMemory memory,
      Contents contents,
      Moment moment) {
    this.feed = feed;
    this.calendar = calendar;
    this.terms = terms;
    this.memory = memory;
    this.contents = contents;
    this.first = moment.first();
    this.now = moment.at();
    List<Expectation> written = memory.expectations(feed);
    this.fresh = fresh(written, moment);
    List<Expectation> all = new ArrayList<>(written);
    all.addAll(fresh);
    this.expected = Expectations.inForce(all, now);
    this.looks = new TableLooks(feed, expected.values(), memory.looks(feed), memory.attempt(feed));
  }

  private List<Expectation> fresh(List<Expectation> written, Moment moment) {
    Set<LocalDate> known =
        moment.promises() == Promises.AS_WRITTEN
            ? written.stream().map(Expectation::session).collect(Collectors.toSet())
            : Set.of();
    Optional<LocalDate> firstRow =
        moment.promises() == Promises.REHEARSED ? contents.first() : Optional.empty();
    Instant since = memory.since(feed).orElseGet(moment::since);
    Watch watch = new Watch(feed, calendar, terms, since, firstRow);
    return Expectations.toWrite(watch, written, now).stream()
        .filter(e -> !e.session().isBefore(first) && !known.contains(e.session()))
        .toList();
  }

  /**
   * What is said of a feed, and what is worth remembering of it.
   *
   * @param expectations to write
   * @param looks to keep
   * @param attempt this one
   * @param news of the verdict's sessions those that the check before cannot have said already
   */
  record Judged(
      FeedVerdict verdict,
      List<Expectation> expectations,
      List<Look> looks,
      Attempt attempt,
      List<SessionVerdict> news) {}

  /** By what the table holds. */
  Judged seen() {
    List<Look> seen = looks.at(now, contents.rows());
    List<Look> kept = looks.toKeep(seen);
    List<Look> all = new ArrayList<>(memory.looks(feed));
    all.addAll(kept);
    all.addAll(seen);
    List<Holding> holdings = new ArrayList<>();
    contents.rows().forEach((session, rows) -> holdings.add(rows.holding(feed, session)));
    contents.last().map(this::lastBar).ifPresent(holdings::add);
    boolean data = holdings.stream().anyMatch(TableFeed::held) || memory.everHadData(feed);
    Attempt attempt = new Attempt(feed, now, Optional.empty());
    FeedVerdict verdict = verdict(all, holdings, Optional.of(attempt), data);
    return new Judged(verdict, fresh, kept, attempt, news(verdict));
  }

  /**
   * A session that was seen before the last check, or was closed by then, is told by that check as
   * it is told now, unless its promise changed: with thousands of instruments most of what is said
   * is of this kind.
   */
  private List<SessionVerdict> news(FeedVerdict verdict) {
    Optional<Instant> before = memory.attempt(feed).map(Attempt::at);
    if (before.isEmpty()) {
      return verdict.sessions();
    }
    LocalDate told = before.get().atZone(ZoneOffset.UTC).toLocalDate();
    Set<LocalDate> changed = fresh.stream().map(Expectation::session).collect(Collectors.toSet());
    return verdict.sessions().stream()
        .filter(
            s ->
                changed.contains(s.session())
                    || !(s.state().arrived() && looks.arrivedBefore(s.session()))
                        && !(s.state() == SessionState.CLOSED && s.session().isBefore(told)))
        .toList();
  }

  private static boolean held(Holding holding) {
    return holding.state() != Holding.State.ABSENT;
  }

  /** The newest session of an instrument without newer ones; it is not judged any more. */
  private Holding lastBar(LocalDate session) {
    return Holding.uncounted(feed, session, Holding.State.FINAL);
  }

  /** By what looks saw before, because the table could not be read: it is unknown what it holds. */
  Judged failed(String failure) {
    List<Look> flushed = looks.toKeepAtFailure();
    List<Look> all = new ArrayList<>(memory.looks(feed));
    all.addAll(flushed);
    Attempt attempt = new Attempt(feed, now, Optional.of(failure));
    FeedVerdict known =
        verdict(all, remembered(all), Optional.of(attempt), memory.everHadData(feed));
    String last =
        memory
            .attempt(feed)
            .filter(a -> a.failure().isEmpty())
            .map(a -> "; the look of " + ReportText.moment(a.at()) + " was the last")
            .orElse("");
    FeedVerdict unknown =
        new FeedVerdict(
            feed,
            known.calendar(),
            Verdict.UNKNOWN,
            "the table could not be read" + last,
            known.sessions(),
            known.lastHeld(),
            known.expected(),
            known.next(),
            known.coverage(),
            known.warnings());
    return new Judged(unknown, fresh, flushed, attempt, news(unknown));
  }

  /** By what looks up to the instant saw; later ones do not count, and nothing is to be kept. */
  FeedVerdict remembered() {
    List<Look> known = new ArrayList<>(memory.looks(feed));
    known.addAll(looks.toKeepAtFailure());
    return verdict(known, remembered(known), memory.attempt(feed), memory.everHadData(feed));
  }

  private List<Holding> remembered(List<Look> known) {
    Map<LocalDate, Look> last = new TreeMap<>();
    for (Look look : known) {
      last.merge(look.session(), look, (a, b) -> b.at().isBefore(a.at()) ? a : b);
    }
    return last.values().stream().flatMap(look -> remembered(look).stream()).toList();
  }

  /** What a look saw; how many bars they were is not remembered. */
  private Optional<Holding> remembered(Look look) {
    return switch (look.seen()) {
      case NOTHING, NULL -> Optional.empty();
      case PROVISIONAL ->
          Optional.of(Holding.uncounted(feed, look.session(), Holding.State.PROVISIONAL));
      case FINAL -> Optional.of(Holding.uncounted(feed, look.session(), Holding.State.FINAL));
    };
  }

  private FeedVerdict verdict(
      List<Look> known, List<Holding> holdings, Optional<Attempt> attempt, boolean data) {
    Evidence evidence =
        new Evidence(
            feed,
            List.copyOf(expected.values()),
            known,
            holdings,
            attempt,
            data,
            coverageFrom(holdings));
    return new Judge(calendar, terms).verdict(evidence, now);
  }

  /** Sessions before the watch count as coverage from the first row on: nothing is older. */
  private Optional<LocalDate> coverageFrom(List<Holding> holdings) {
    TreeSet<LocalDate> held = new TreeSet<>();
    holdings.stream().filter(TableFeed::held).forEach(h -> held.add(h.session()));
    return Optional.ofNullable(held.ceiling(first));
  }
}
