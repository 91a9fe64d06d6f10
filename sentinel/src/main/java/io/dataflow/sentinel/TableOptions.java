package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.table.TableColumns;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What the command line says of one table of a user's own. */
final class TableOptions {
  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "A table or view of PostgreSQL; DATA is its address, else DATABASE_URL.")
  private String table;

  @Option(
      names = "--instrument-column",
      paramLabel = "COLUMN",
      description = "Says which instrument a row is of; without it the whole table is one feed.")
  private String instrumentColumn;

  @Option(
      names = "--session-column",
      paramLabel = "COLUMN",
      description =
          "Says which session, or when a bar starts: a date, a timestamp, or a text of one.")
  private String sessionColumn;

  @Option(
      names = "--value-column",
      paramLabel = "COLUMN",
      description = "A number; a row where it is null or zero is no bar.")
  private String valueColumn;

  @Option(
      names = "--calendar-column",
      paramLabel = "COLUMN",
      description = "Names the calendar an instrument follows.")
  private String calendarColumn;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description = "The calendar, as XNYS; of rows that name none, with --calendar-column.")
  private String calendar;

  @Option(
      names = "--lag",
      paramLabel = "DURATION",
      description = "From a session's close until its row is there, as PT2H or 2h.")
  private String lag;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      description = "Added to the lag before anybody is told (default: none).")
  private String grace;

  @Option(
      names = "--session-zone",
      paramLabel = "ZONE",
      description =
          "Where an instant is of a date, or whose time is meant (default: the calendar's).")
  private String sessionZone;

  @Option(
      names = "--instruments",
      paramLabel = "LIST",
      description = "A,B,C or a file with one a line: these are promised, and no others judged.")
  private String instruments;

  @Option(
      names = "--except",
      paramLabel = "LIST",
      description = "A,B,C or a file: instruments that are not judged.")
  private String except;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the table is remembered under (default: its path or name).")
  private String name;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "The longest a statement may take in a database (default: 1m).")
  private String timeout;

  @Option(
      names = "--interval",
      paramLabel = "INTERVAL",
      description =
          "Length of a bar (default: 1d). With 1m, 2m, 5m, 15m, 30m, 90m, 1h or 4h the session"
              + " column holds when each bar starts, and the bars of each session are counted.")
  private String interval;

  @Option(
      names = "--minimum-share",
      paramLabel = "SHARE",
      description =
          "Of the bars within a session, those that must be there, 0 to 1 (default: 0.9).")
  private String minimumShare;

  private final List<String> problems = new ArrayList<>();

  /** Whether any of them was given. */
  boolean given() {
    return !named().isEmpty();
  }

  /** The options that were given, by name. */
  List<String> named() {
    Map<String, Optional<String>> values =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("--table", Optional.ofNullable(table)),
                Map.entry("--instrument-column", Optional.ofNullable(instrumentColumn)),
                Map.entry("--session-column", Optional.ofNullable(sessionColumn)),
                Map.entry("--value-column", Optional.ofNullable(valueColumn)),
                Map.entry("--calendar-column", Optional.ofNullable(calendarColumn)),
                Map.entry("--calendar", Optional.ofNullable(calendar)),
                Map.entry("--lag", Optional.ofNullable(lag)),
                Map.entry("--grace", Optional.ofNullable(grace)),
                Map.entry("--session-zone", Optional.ofNullable(sessionZone)),
                Map.entry("--instruments", Optional.ofNullable(instruments)),
                Map.entry("--except", Optional.ofNullable(except)),
                Map.entry("--name", Optional.ofNullable(name)),
                Map.entry("--timeout", Optional.ofNullable(timeout)),
                Map.entry("--interval", Optional.ofNullable(interval)),
                Map.entry("--minimum-share", Optional.ofNullable(minimumShare))));
    return values.entrySet().stream()
        .filter(e -> e.getValue().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The table they speak of.
   *
   * @param data what stands on the command line as DATA
   * @param base where relative paths start
   * @throws IllegalArgumentException with every problem, a line each
   */
  TableWatch watch(List<String> data, Calendars calendars, Path base) {
    Optional<TableSource> source = source(data, base);
    Optional<String> called =
        Optional.ofNullable(name).or(() -> source.map(TableSource::usualName));
    problem("--name", called.flatMap(TableWatch::problem));
    checkMissing(calendars);
    problem("--calendar", Optional.ofNullable(calendar).flatMap(calendars::problem));
    TableWatch.Terms terms =
        new TableWatch.Terms(
            duration("--lag", lag).orElse(Duration.ZERO),
            duration("--grace", grace).orElse(Duration.ZERO));
    Duration limit =
        duration("--timeout", timeout).filter(d -> !d.isZero()).orElse(TableWatch.USUAL_TIMEOUT);
    Optional<ZoneId> zone =
        parsed("--session-zone", sessionZone, "a zone such as America/New_York", TableWatch::zone);
    TableWatch.Bars bars = bars();
    Optional<Set<String>> promised = list("--instruments", instruments, base);
    Set<String> excepted = list("--except", except, base).orElse(Set.of());
    throwIfAny();
    return new TableWatch(
        called.orElseThrow(),
        source.orElseThrow(),
        columns(),
        Optional.ofNullable(calendar),
        zone,
        terms,
        bars,
        promised,
        excepted,
        Map.of(),
        limit);
  }

  private TableColumns columns() {
    return new TableColumns(
        Optional.ofNullable(instrumentColumn),
        sessionColumn,
        Optional.ofNullable(valueColumn),
        Optional.ofNullable(calendarColumn));
  }

  private void checkMissing(Calendars calendars) {
    required("--session-column", sessionColumn, "the column with a row's date");
    required("--lag", lag, "how long after the close a row is there, as 2h");
    if (calendarColumn == null) {
      required("--calendar", calendar, "one of " + String.join(", ", calendars.names()));
    }
  }

  private void problem(String option, Optional<String> found) {
    found.ifPresent(text -> problems.add(option + ": " + text));
  }

  private Optional<Duration> duration(String option, String value) {
    return parsed(option, value, DurationText.WANTED, DurationText::parse);
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
    }
  }

  private void required(String option, String value, String wanted) {
    if (value == null) {
      problems.add(option + " is missing: " + wanted);
    }
  }

  private <T> Optional<T> parsed(
      String option, String value, String wanted, Function<String, T> parse) {
    try {
      return Optional.ofNullable(value).map(parse);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      problems.add(option + ": " + wanted + " is wanted, not \"" + value + "\"");
      return Optional.empty();
    }
  }

  private Optional<Set<String>> list(String option, String value, Path base) {
    try {
      return Optional.ofNullable(value).map(text -> InstrumentList.parse(text, base));
    } catch (IllegalArgumentException e) {
      problems.add(option + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<TableSource> source(List<String> data, Path base) {
    if (data.size() > 1 && name == null) {
      problems.add(
          "--name is missing: several files need one, or put a pattern into quotes, as in"
              + " 'prices/*.parquet'");
    }
    try {
      return Optional.of(TableSource.of(data, Optional.ofNullable(table), base));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private TableWatch.Bars bars() {
    Optional<Interval> length =
        parsed("--interval", interval, TableWatch.Bars.WANTED, TableWatch.Bars::interval);
    Optional<Double> share =
        parsed(
            "--minimum-share",
            minimumShare,
            "a number from 0 to 1 such as 0.9",
            TableWatch.Bars::share);
    if (minimumShare != null && length.filter(Interval::intraday).isEmpty()) {
      problems.add("--minimum-share is of bars within a session; name their --interval, as 5m");
    }
    return new TableWatch.Bars(length.orElse(Interval.DAY_1), share.orElse(FeedTerms.USUAL_SHARE));
  }
}
