package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.Table;
import io.dataflow.sentinel.table.TableException;
import io.dataflow.sentinel.table.TableQuery;
import io.dataflow.sentinel.table.TableReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges a table of a user's own: by what it holds now, or by what was remembered of it. Writes
 * nothing; {@link TableRecord} keeps what a check found.
 */
final class TableFreshness {
  /** Sessions older than this are no longer judged; they were, when they were due. */
  private static final int DAYS_JUDGED = 45;

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

  /** The first session that is judged at an instant. */
  static LocalDate firstJudged(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_JUDGED);
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
    TableQuery query = new TableQuery(firstJudged(now), zone(), watch.judged(known));
    try {
      return judged(table.read(query), known, kind);
    } catch (TableException e) {
      return failed(e, known);
    }
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
                  .feed(TableFeed.Contents.none(), TableFeed.Promises.AS_WRITTEN)
                  .map(TableFeed::remembered)
                  .orElseGet(choice::unknown)));
    }
    return TableReport.of(watch.name(), now, lines, List.of());
  }

  /** That of the watch, else that of its calendar. */
  private Optional<ZoneId> zone() {
    return watch
        .zone()
        .or(() -> watch.calendar().flatMap(calendars::find).map(TradingCalendar::zone));
  }

  private Check judged(TableReading reading, Set<String> known, Kind kind) {
    Set<String> seen = new TreeSet<>(known);
    seen.addAll(reading.instruments().keySet());
    TableRemarks remarks = new TableRemarks(reading, now);
    List<RunReport.Line> lines = new ArrayList<>();
    List<TableFeed.Judged> feeds = new ArrayList<>();
    for (String instrument : watch.judged(seen)) {
      Optional<TableReading.Rows> rows = Optional.ofNullable(reading.instruments().get(instrument));
      Choice choice = choice(instrument, rows.flatMap(TableReading.Rows::calendar));
      TableFeed.Contents contents =
          new TableFeed.Contents(
              rows.map(TableReading.Rows::sessions).orElseGet(TreeMap::new),
              Optional.ofNullable(reading.last().get(instrument)));
      Optional<TableFeed.Judged> judged = choice.feed(contents, kind.promises).map(TableFeed::seen);
      judged.ifPresent(feeds::add);
      choice.calendar().ifPresent(c -> remarks.add(choice.feed().instrument(), rows, c));
      lines.add(line(choice, judged.map(TableFeed.Judged::verdict).orElseGet(choice::unknown)));
    }
    List<String> sentences = new ArrayList<>(remarks.sentences());
    if (lines.isEmpty()) {
      sentences.add(
          "no row is dated "
              + firstJudged(now)
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
              .feed(TableFeed.Contents.none(), TableFeed.Promises.RENEWED)
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
    Optional<TableFeed> feed(TableFeed.Contents contents, TableFeed.Promises promises) {
      TableFeed.Moment moment = new TableFeed.Moment(of.now, firstJudged(of.now), promises);
      return calendar.map(
          c -> new TableFeed(feed, c, of.watch.terms(feed), of.memory, contents, moment));
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
