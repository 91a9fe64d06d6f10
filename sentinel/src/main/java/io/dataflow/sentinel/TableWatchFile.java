package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Silence;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.table.TableColumns;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file of watched tables: a list under {@code tables}, or one table alone.
 *
 * <pre>
 * tables:
 * - name: prices
 *   data: prices/*.parquet
 *   instrument_column: symbol
 *   session_column: date
 *   calendar: XNYS
 *   lag: PT2H
 * </pre>
 */
final class TableWatchFile {
  private final Problems problems = new Problems();
  private final Calendars calendars;
  private final Path base;

  private TableWatchFile(Calendars calendars, Path base) {
    this.calendars = calendars;
    this.base = base;
  }

  /**
   * Reads it.
   *
   * @param base where relative paths start
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with every problem of the file
   */
  static List<TableWatch> read(Path file, Calendars calendars, Path base) {
    return new TableWatchFile(calendars, base).tables(YamlFile.read(file));
  }

  private List<TableWatch> tables(YamlNode root) {
    YamlMapping top = root.mapping(problems);
    List<TableWatch> tables = new ArrayList<>();
    Optional<YamlNode> list = top.get("tables");
    if (list.isPresent()) {
      Set<String> names = new HashSet<>();
      for (YamlNode item : list.get().list(problems)) {
        YamlMapping mapping = item.mapping(problems);
        table(mapping)
            .ifPresent(
                table -> {
                  if (!names.add(table.name())) {
                    problems.add(item, "a second table is called \"" + table.name() + "\"");
                  }
                  tables.add(table);
                });
      }
      top.finish();
    } else {
      table(top).ifPresent(tables::add);
    }
    if (tables.isEmpty() && problems.isEmpty()) {
      problems.add(root, "at least one table is wanted, as in \"tables: [{data: bars.csv, ...}]\"");
    }
    problems.throwIfAny();
    return tables;
  }

  private Optional<TableWatch> table(YamlMapping at) {
    Optional<TableSource> source = source(at);
    Optional<String> name = name(at, source.map(TableSource::usualName));
    TableColumns columns = columns(at);
    Optional<String> calendar = calendar(at, columns.calendar());
    Optional<ZoneId> zone =
        at.parsed("session_zone", "a zone such as America/New_York", TableWatch::zone);
    TableWatch.Terms terms = terms(at);
    Duration timeout =
        duration(at, "timeout").filter(d -> !d.isZero()).orElse(TableWatch.USUAL_TIMEOUT);
    Optional<Set<String>> promised = at.get("instruments").map(this::instruments);
    Set<String> excepted = at.get("except").map(this::instruments).orElse(Set.of());
    Map<String, Silence> silent = silent(at);
    TableWatch.Bars bars = bars(at);
    at.finish();
    if (name.isEmpty() || source.isEmpty() || calendar.or(columns::calendar).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TableWatch(
            name.get(),
            source.get(),
            columns,
            calendar,
            zone,
            terms,
            bars,
            promised,
            excepted,
            silent,
            timeout));
  }

  private TableColumns columns(YamlMapping at) {
    return new TableColumns(
        at.text("instrument_column"),
        required(at, "session_column").orElse("?"),
        at.text("value_column"),
        at.text("calendar_column"));
  }

  private TableWatch.Terms terms(YamlMapping at) {
    at.require("lag");
    return new TableWatch.Terms(
        duration(at, "lag").orElse(Duration.ZERO), duration(at, "grace").orElse(Duration.ZERO));
  }

  private Optional<String> required(YamlMapping at, String key) {
    at.require(key);
    return at.text(key);
  }

  private Optional<Duration> duration(YamlMapping at, String key) {
    return at.parsed(key, DurationText.WANTED, DurationText::parse);
  }

  private Optional<String> name(YamlMapping at, Optional<String> usual) {
    Optional<String> name = at.text("name").or(() -> usual);
    Optional<String> problem = name.flatMap(TableWatch::problem);
    problem.ifPresent(text -> problems.add(at.get("name").orElse(at.at()), "name: " + text));
    return problem.isPresent() ? Optional.empty() : name;
  }

  /** Says what is wrong in words of its own: an address may hold a password. */
  private Optional<TableSource> source(YamlMapping at) {
    List<String> data = at.get("data").map(this::texts).orElse(List.of());
    if (data.size() > 1) {
      at.require("name");
    }
    try {
      return Optional.of(TableSource.of(data, at.text("table"), base));
    } catch (IllegalArgumentException e) {
      problems.add(at.get("data").or(() -> at.get("table")).orElse(at.at()), e.getMessage());
      return Optional.empty();
    }
  }

  private List<String> texts(YamlNode node) {
    List<YamlNode> items = node.isList() ? node.list(problems) : List.of(node);
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items) {
      item.text()
          .filter(text -> !text.isBlank())
          .ifPresentOrElse(
              texts::add, () -> problems.add(item, "a text is wanted here, or a list of texts"));
    }
    return texts;
  }

  private Optional<String> calendar(YamlMapping at, Optional<String> column) {
    if (column.isEmpty()) {
      at.require("calendar");
    }
    Optional<String> calendar = at.text("calendar");
    calendar
        .flatMap(calendars::problem)
        .ifPresent(text -> problems.add(at.get("calendar").orElseThrow(), "calendar: " + text));
    return calendar;
  }

  /** A list, or a text as on the command line. */
  private Set<String> instruments(YamlNode node) {
    try {
      if (!node.isList()) {
        return InstrumentList.parse(node.text().orElse(""), base);
      }
      Set<String> names = new LinkedHashSet<>();
      texts(node).forEach(name -> names.add(InstrumentList.check(name)));
      if (names.isEmpty()) {
        problems.add(node, "at least one instrument is wanted");
      }
      return names;
    } catch (IllegalArgumentException e) {
      problems.add(node, e.getMessage());
      return Set.of();
    }
  }

  private Map<String, Silence> silent(YamlMapping at) {
    Map<String, Silence> silent = new HashMap<>();
    for (YamlNode item : at.get("silent").map(n -> n.list(problems)).orElse(List.of())) {
      YamlMapping mapping = item.mapping(problems);
      Optional<String> instrument = required(mapping, "instrument");
      Optional<LocalDate> from = mapping.date("from");
      Optional<LocalDate> until = mapping.date("until");
      mapping.finish();
      try {
        Silence silence = new Silence(from, until);
        instrument.ifPresent(name -> silent.put(name, silence));
      } catch (IllegalArgumentException e) {
        problems.add(item, "silent: " + e.getMessage());
      }
    }
    return silent;
  }

  private TableWatch.Bars bars(YamlMapping at) {
    Optional<Interval> interval =
        at.parsed("interval", TableWatch.Bars.WANTED, TableWatch.Bars::interval);
    Optional<Double> share =
        at.parsed("minimum_share", "a number from 0 to 1 such as 0.9", TableWatch.Bars::share);
    if (share.isPresent() && interval.filter(Interval::intraday).isEmpty()) {
      problems.add(
          at.get("minimum_share").orElseThrow(),
          "minimum_share is of bars within a session; name their interval, as 5m");
    }
    return new TableWatch.Bars(
        interval.orElse(Interval.DAY_1), share.orElse(FeedTerms.USUAL_SHARE));
  }
}
