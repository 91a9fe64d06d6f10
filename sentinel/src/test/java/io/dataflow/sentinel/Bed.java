package io.dataflow.sentinel;

import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project in a folder of its own, with a simulated market to run it against. */
final class Bed implements AutoCloseable {
  private static final Instant ANY = Instant.parse("2026-03-04T23:30:00Z");

  private final Path settings;
  private final MovableClock clock = new MovableClock(ANY);
  private final StandInServer server;
  private final URI source;

  /**
   * @param assets of the settings file
   * @param faults a fault file
   */
  Bed(Path folder, List<String> assets, String startDate, String faults) throws IOException {
    this(folder, assets, startDate, faults, Market.simulated(7));
  }

  /**
   * @param market what the source answers
   */
  Bed(Path folder, List<String> assets, String startDate, String faults, Market market)
      throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    settings = config.resolve("assets.yaml");
    Files.writeString(
        settings,
        "assets:\n"
            + assets.stream().map(a -> "- \"" + a + "\"\n").collect(Collectors.joining())
            + "start_date: \""
            + startDate
            + "\"\npipeline: {min_gap: PT0S}\n");
    Path contracts = Files.createDirectories(folder.resolve("contracts"));
    Files.copy(Path.of("..", "contracts", "bars.yaml"), contracts.resolve("bars.yaml"));
    Path planted = Files.writeString(folder.resolve("faults.yaml"), faults);
    server = new StandInServer(market, Faults.read(planted), clock);
    source = server.start(0);
  }

  Path settingsFile() {
    return settings;
  }

  URI source() {
    return source;
  }

  void moveTo(Instant moment) {
    clock.moveTo(moment);
  }

  private Optional<String> database = Optional.empty();

  /** Where runs from now on keep their ledger; a file beside the data when empty. */
  Bed ledgerIn(Optional<String> databaseUrl) {
    database = databaseUrl;
    return this;
  }

  /** The program on a data folder, at a moment. */
  Sentinel open(Path data, Instant asOf) {
    clock.moveTo(asOf);
    return new Sentinel(
        SettingsReader.read(settings, environment(), Optional.of(data), Optional.empty())
            .settings(),
        Clock.fixed(asOf, ZoneOffset.UTC));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("SENTINEL_YAHOO_URL", source.toString());
    environment.put("SENTINEL_ENV_FILE", "/dev/null");
    database.ifPresent(url -> environment.put("DATABASE_URL", url));
    return environment;
  }

  /** One whole run. */
  RunReport run(Path data, Instant asOf) {
    try (Sentinel sentinel = open(data, asOf)) {
      return new Runner(sentinel, "run", Clock.systemUTC()).run(landed -> {});
    }
  }

  /** All rows of all tables, as text, by table. */
  static Map<String, List<String>> tables(Path data) {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Engine engine = new DuckDbEngine(data.resolveSibling("engine"));
        Lake lake = new Lake(engine, data.resolve("catalog.db"), data::resolve)) {
      Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream())
          .forEach(table -> tables.put(table.fullName(), rows(engine, lake, table)));
    }
    return tables;
  }

  private static List<String> rows(Engine engine, Lake lake, TableSpec table) {
    lake.view(table, "content");
    return engine
        .query(
            "SELECT " + table.columnList() + " FROM content",
            r -> {
              List<String> cells = new ArrayList<>();
              for (int i = 1; i <= table.columns().size(); i++) {
                cells.add(r.value(i).map(Object::toString).orElse("none"));
              }
              return String.join("|", cells);
            })
        .stream()
        .sorted()
        .toList();
  }

  /** Every file of a folder with its content's mark, but those that a filter leaves out. */
  static Map<String, String> files(Path folder, Function<String, Boolean> wanted)
      throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (wanted.apply(name)) {
          files.put(name, java.util.Arrays.hashCode(Files.readAllBytes(file)) + "");
        }
      }
    }
    return files;
  }

  /** Copies a data folder while nothing is at work in it. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
