package io.dataflow.sentinel;

import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A project folder with settings, and the pipeline run in it. No waiting between requests. */
final class TestProject {
  private final Path folder;
  private final List<String> assets = new ArrayList<>();
  private String dates = "start_date: 2020-01-01\n";
  private String pipeline =
      "  min_gap: PT0S\n  concurrency: 1\n  retry_delay: PT0.01S\n  cool_down: PT0.01S\n";

  TestProject(Path folder) {
    this.folder = folder;
  }

  /** A bar of silver. */
  record Bar(
      String symbol,
      LocalDate session,
      double open,
      double high,
      double low,
      double close,
      double adjclose,
      OptionalLong volume,
      String state) {}

  /** A refused bar; NaN for prices that are absent. */
  record Refused(String symbol, Optional<LocalDate> session, String broken, double close) {}

  TestProject assets(String... symbols) {
    for (String symbol : symbols) {
      assets.add("- \"" + symbol + "\"");
    }
    return this;
  }

  /** An asset in YAML, as in {@code {symbol: AAPL, interval: 1wk}}. */
  TestProject asset(String yaml) {
    assets.add("- " + yaml);
    return this;
  }

  TestProject dates(LocalDate start, Optional<LocalDate> end) {
    dates = "start_date: " + start + "\n" + end.map(e -> "end_date: " + e + "\n").orElse("");
    return this;
  }

  /** One more line under {@code pipeline}. */
  TestProject pipeline(String line) {
    pipeline += "  " + line + "\n";
    return this;
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  /** The settings file, written anew. */
  Path settingsFile() {
    Path file = folder.resolve("config").resolve("assets.yaml");
    try {
      Files.createDirectories(file.getParent());
      String list = String.join("\n", assets);
      Files.writeString(file, "assets:\n" + list + "\n" + dates + "pipeline:\n" + pipeline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  Sentinel open(URI source, Instant now) {
    Map<String, String> environment = Map.of("SENTINEL_YAHOO_URL", source.toString());
    var loaded =
        SettingsReader.read(settingsFile(), environment, Optional.of(data()), Optional.empty());
    return new Sentinel(loaded.settings(), Clock.fixed(now, ZoneOffset.UTC));
  }

  RunReport run(URI source, Instant now) {
    try (Sentinel sentinel = open(source, now)) {
      return new Runner(sentinel, "run", Clock.systemUTC()).run(landed -> {});
    }
  }

  /** What silver and its quarantine hold. */
  record Silver(List<Bar> bars, List<Refused> refused) {
    Silver of(String symbol) {
      return new Silver(
          bars.stream().filter(b -> b.symbol().equals(symbol)).toList(),
          refused.stream().filter(r -> r.symbol().equals(symbol)).toList());
    }

    /** The bar of a session. */
    Bar bar(String symbol, String session) {
      LocalDate date = LocalDate.parse(session);
      return bars.stream()
          .filter(b -> b.symbol().equals(symbol) && b.session().equals(date))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no bar of " + symbol + " " + session));
    }
  }

  Silver silver() {
    try (Sentinel sentinel = reader()) {
      return new Silver(bars(sentinel), refused(sentinel));
    }
  }

  private Sentinel reader() {
    return open(URI.create("http://127.0.0.1:9"), Instant.EPOCH);
  }

  private static List<Bar> bars(Sentinel sentinel) {
    sentinel.lake().view(SilverTables.BARS, "t");
    return sentinel
        .engine()
        .query(
            "SELECT symbol, session, open, high, low, close, adjclose, volume, state FROM t"
                + " ORDER BY symbol, session",
            r ->
                new Bar(
                    r.text(1),
                    r.date(2),
                    r.number(3),
                    r.number(4),
                    r.number(5),
                    r.number(6),
                    r.isNull(7) ? Double.NaN : r.number(7),
                    r.isNull(8) ? OptionalLong.empty() : OptionalLong.of(r.bigint(8)),
                    r.text(9)));
  }

  private static List<Refused> refused(Sentinel sentinel) {
    sentinel.lake().view(SilverTables.QUARANTINE, "t");
    return sentinel
        .engine()
        .query(
            "SELECT symbol, session, broken, close FROM t ORDER BY symbol, stamp, known_at",
            r ->
                new Refused(
                    r.text(1),
                    r.optionalDate(2),
                    r.text(3),
                    r.isNull(4) ? Double.NaN : r.number(4)));
  }

  /** Reads a table of the lake as {@code t}. */
  <T> List<T> query(TableSpec table, String sql, Engine.RowMapper<T> mapper) {
    try (Sentinel sentinel = reader()) {
      sentinel.lake().view(table, "t");
      return sentinel.engine().query(sql, mapper);
    }
  }
}
