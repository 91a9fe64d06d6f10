package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.Table;
import io.dataflow.sentinel.table.TableException;
import io.dataflow.sentinel.table.TableQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges a table of a user's own: by what it holds now, or by what was remembered of it. Writes
 * nothing; {@link TableRecord} keeps what a check found.
 */
final class TableFreshness {
  private final TableWatch watch;
  private final Calendars calendars;
  private final TableMemory memory;
  private final Instant now;

  TableFreshness(TableWatch watch, Calendars calendars, TableMemory memory, Instant now) {
    this.watch = watch;
    this.calendars = calendars;
    this.memory = memory;
    this.now = now;
  }

  /** What a table is read for. */
  enum Kind {
    CHECK(TableFeed.Promises.RENEWED),
    /** To judge as if a table had been watched that nobody watched. */
    REHEARSAL(TableFeed.Promises.REHEARSED);

    private final TableFeed.Promises promises;

    Kind(TableFeed.Promises promises) {
      this.promises = promises;
    }
  }

  /**
   * What is said, and what to keep of it.
   *
   * @param feeds of those that could be judged
   */
  record Check(TableReport report, List<TableFeed.Judged> feeds) {}

  /** Reads the table and judges it. */
  Check check(Table table, Kind kind) {
    Set<String> known = memory.feeds().stream().map(watch::instrument).collect(Collectors.toSet());
    TableQuery query = new TableQuery(watch.firstJudged(now), zone(), watch.judged(known));
    try {
      return judged(read(table, query, kind), known, kind);
    } catch (TableException e) {
      return failed(e, known);
    }
  }

  private TableRead read(Table table, TableQuery query, Kind kind) {
    Interval interval = watch.bars().interval();
    return interval.intraday()
        ? new BarsRead(table.bars(query), interval, query.from(), now, kind)
        : new SessionsRead(table.read(query), now);
  }

  /** By what was remembered up to the instant; the table is not read. */
  TableReport remembered() {
    List<RunReport.Line> lines = new ArrayList<>();
    for (String instrument :
        watch.judged(memory.feeds().stream().map(watch::instrument).collect(Collectors.toSet()))) {
      Choice choice = choice(instrument, Optional.empty());
      lines.add(
          line(
              choice,
              choice
                  .feed(c -> TableFeed.Contents.none(), TableFeed.Promises.AS_WRITTEN)
                  .map(TableFeed::remembered)
                  .orElseGet(choice::unknown)));
    }
    return TableReport.of(watch.name(), now, lines, List.of());
  }

  /**
   * That of the watch, else that of its calendar. Bars of several calendars are not taken to be
   * stamped by the clock of one of them.
   */
  private Optional<ZoneId> zone() {
    boolean one = watch.columns().calendar().isEmpty() || !watch.bars().interval().intraday();
    return watch
        .zone()
        .or(
            () ->
                watch
                    .calendar()
                    .filter(name -> one)
                    .flatMap(calendars::find)
                    .map(TradingCalendar::zone));
  }

  private Check judged(TableRead read, Set<String> known, Kind kind) {
    Set<String> seen = new TreeSet<>(known);
    seen.addAll(read.instruments());
    List<RunReport.Line> lines = new ArrayList<>();
    List<TableFeed.Judged> feeds = new ArrayList<>();
    for (String instrument : watch.judged(seen)) {
      Choice choice = choice(instrument, read.calendar(instrument));
      Optional<TableFeed.Judged> judged =
          choice.feed(c -> read.contents(instrument, c), kind.promises).map(TableFeed::seen);
      judged.ifPresent(feeds::add);
      FeedVerdict verdict = judged.map(TableFeed.Judged::verdict).orElseGet(choice::unknown);
      choice.calendar().ifPresent(c -> read.judged(instrument, c, verdict));
      lines.add(line(choice, verdict));
    }
    List<String> sentences = new ArrayList<>(read.remarks());
    if (lines.isEmpty()) {
      sentences.add(
          "no row is dated "
              + watch.firstJudged(now)
              + " or later; what must be there all the same can be named: --instruments");
    }
    return new Check(TableReport.of(watch.name(), now, lines, sentences), feeds);
  }

  private Check failed(TableException failure, Set<String> known) {
    List<RunReport.Line> lines = new ArrayList<>();
    List<TableFeed.Judged> feeds = new ArrayList<>();
    for (String instrument : watch.judged(known)) {
      Choice choice = choice(instrument, Optional.empty());
      Optional<TableFeed.Judged> judged =
          choice
              .feed(c -> TableFeed.Contents.none(), TableFeed.Promises.RENEWED)
              .map(f -> f.failed(failure.getMessage()));
      judged.ifPresent(feeds::add);
      lines.add(line(choice, judged.map(TableFeed.Judged::verdict).orElseGet(choice::unknown)));
    }
    return new Check(TableReport.failed(watch.name(), now, lines, failure), feeds);
  }

  private static RunReport.Line line(Choice choice, FeedVerdict verdict) {
    return new RunReport.Line(verdict, choice.rule());
  }

  /** A feed, the calendar it follows, and why. */
  private record Choice(
      TableFreshness of, Feed feed, Optional<TradingCalendar> calendar, String rule) {
    /**
     * @param contents what the table holds of it, by a calendar
     */
    Optional<TableFeed> feed(
        Function<TradingCalendar, TableFeed.Contents> contents, TableFeed.Promises promises) {
      TableFeed.Moment moment =
          new TableFeed.Moment(of.now, of.watch.firstJudged(of.now), promises);
      return calendar.map(
          c -> new TableFeed(feed, c, of.watch.terms(feed), of.memory, contents.apply(c), moment));
    }

    FeedVerdict unknown() {
      return FeedVerdict.unknown(feed, "no calendar: " + rule);
    }
  }

  private Choice choice(String instrument, Optional<String> said) {
    Feed feed = watch.feed(instrument);
    String column = watch.columns().calendar().map(c -> "column " + c + " says ").orElse("");
    if (said.isPresent()) {
      return new Choice(this, feed, calendars.find(said.get()), rule(column, said.get()));
    }
    Optional<String> before =
        watch.columns().calendar().isEmpty()
            ? Optional.empty()
            : memory.expectations(feed).stream()
                .max(Comparator.comparing(Expectation::recordedAt))
                .map(Expectation::calendar);
    if (before.isPresent()) {
      return new Choice(this, feed, calendars.find(before.get()), rule("until now ", before.get()));
    }
    return watch
        .calendar()
        .map(name -> new Choice(this, feed, calendars.find(name), rule("set to ", name)))
        .orElseGet(() -> new Choice(this, feed, Optional.empty(), "no row has named one"));
  }

  private String rule(String who, String name) {
    return who + name + calendars.problem(name).map(text -> ": " + text).orElse("");
  }
}
