package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.config.Fetching;
import io.dataflow.sentinel.config.Limits;
import io.dataflow.sentinel.config.Paths;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.contract.Contract;
import io.dataflow.sentinel.contract.ContractFile;
import io.dataflow.sentinel.contract.Contracts;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.yahoo.YahooOptions;
import io.dataflow.sentinel.source.yahoo.YahooSource;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The composition root: makes the parts of the program out of its settings, and closes them. Making
 * them does no I/O.
 */
final class Sentinel implements AutoCloseable {
  private final Settings settings;
  private final Set<Symbol> chosen;
  private final Clock clock;
  private final Engine engine;
  private final Lake lake;
  private final Ledger ledger;
  private final Source source;
  private Optional<Instruments> instruments = Optional.empty();
  private Optional<Contracts> contracts = Optional.empty();

  /** All instruments of the settings are chosen. */
  Sentinel(Settings settings, Clock clock) {
    this(
        settings,
        settings.assets().stream().map(Asset::symbol).collect(Collectors.toSet()),
        clock,
        Map.of());
  }

  /**
   * @param settings with every asset of the settings file
   * @param chosen the instruments to ask for and to show
   * @param clock the instant commands judge; also stamped on receipts
   * @param environment the process's own, for the password of a database
   */
  Sentinel(Settings settings, Set<Symbol> chosen, Clock clock, Map<String, String> environment) {
    this.settings = settings;
    this.chosen = Set.copyOf(chosen);
    this.clock = clock;
    Paths paths = settings.paths();
    this.engine = new DuckDbEngine(paths.state().resolve(".tmp"));
    this.lake =
        new Lake(
            engine,
            paths.state().resolve("catalog.db"),
            layer -> layer.equals("gold") ? paths.gold() : paths.silver());
    this.ledger =
        new LedgerChoice(paths.state(), settings.environment().databaseUrl(), environment).ledger();
    this.source = sources();
  }

  private Sources sources() {
    SourceMaking making = new SourceMaking(settings, engine, clock);
    return new Sources(
        new YahooSource(yahoo(settings), clock),
        settings.sources().stream().map(making::source).toList(),
        settings.assets());
  }

  private static YahooOptions yahoo(Settings settings) {
    Limits limits = settings.pipeline().limits();
    Fetching fetching = settings.pipeline().fetching();
    return new YahooOptions(
        settings.environment().yahooUrl(),
        fetching.userAgent(),
        fetching.connectTimeout(),
        fetching.requestTimeout(),
        fetching.maxResponseBytes(),
        limits.minGap(),
        fetching.retries(),
        fetching.retryDelay(),
        limits.coolDown(),
        limits.breakerOpen());
  }

  /**
   * Loads the slow parts beside each other: two native libraries and an HTTP client. What fails
   * here fails again where it is used, and is reported there.
   */
  void prepare() {
    CompletableFuture.runAsync(engine::check);
    CompletableFuture.runAsync(ledger::open);
    CompletableFuture.runAsync(source::prepare);
  }

  Settings settings() {
    return settings;
  }

  /** Whether an instrument is to be asked for and shown. */
  boolean chosen(Symbol symbol) {
    return chosen.contains(symbol);
  }

  Clock clock() {
    return clock;
  }

  Engine engine() {
    return engine;
  }

  Lake lake() {
    return lake;
  }

  Ledger ledger() {
    return ledger;
  }

  Source source() {
    return source;
  }

  Bronze bronze() {
    return new Bronze(settings.paths().bronze());
  }

  /** The shipped calendars and the project's own. */
  Calendars calendars() {
    return calendars(settings.paths().project());
  }

  /** The shipped calendars and those of a project's folder, which need not have settings. */
  static Calendars calendars(Path project) {
    return new Calendars(Optional.of(project.resolve("config").resolve("calendars")));
  }

  /** The same ones each time: a calendar is read once. */
  Instruments instruments() {
    instruments = instruments.or(() -> Optional.of(new Instruments(settings, calendars())));
    return instruments.get();
  }

  Overlap overlap() {
    return new Overlap(engine, lake);
  }

  NewActions newActions() {
    return new NewActions(engine, lake, settings.startDate());
  }

  Promoter promoter(Instruments instruments) {
    return new Promoter(
        ledger, instruments, new Promotion(engine, lake, contracts()), newActions(), overlap());
  }

  /** Whether there is a ledger; looking makes none. */
  boolean everRan() {
    return ledger.exists();
  }

  SilverHoldings silverHoldings() {
    return new SilverHoldings(engine, lake);
  }

  BarHistory barHistory() {
    return new BarHistory(engine, lake);
  }

  Watcher watcher() {
    return new Watcher(
        ledger, silverHoldings(), new BarSources(engine, lake, bronze()), settings.startDate());
  }

  /**
   * The contracts of daily bars: the project's {@code contracts/bars.yaml}, or the one that came
   * with the program, and those that assets name, relative to the project's folder; read once.
   *
   * @throws InvalidFileException with every problem of every contract
   */
  Contracts contracts() {
    contracts = contracts.or(() -> Optional.of(readContracts()));
    return contracts.get();
  }

  private Contracts readContracts() {
    List<String> problems = new ArrayList<>();
    Map<Path, Contract> read = new LinkedHashMap<>();
    Map<String, Contract> own = new HashMap<>();
    Contract usual = read(contractFile(), read, problems);
    for (Asset asset : settings.assets()) {
      asset
          .contract()
          .map(file -> settings.paths().project().resolve(file).normalize())
          .ifPresent(file -> own.put(asset.symbol().value(), read(file, read, problems)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return new Contracts(usual, own);
  }

  private static Contract read(Path file, Map<Path, Contract> read, List<String> problems) {
    if (!read.containsKey(file)) {
      try {
        Contract contract = ContractFile.read(file);
        problems.addAll(contract.unknownColumns(SilverTables.CANDIDATES));
        read.put(file, contract);
      } catch (InvalidFileException e) {
        problems.addAll(e.problems());
        read.put(file, new Contract(file.toString(), "invalid", 1, "", List.of(), List.of()));
      }
    }
    return read.get(file);
  }

  Path contractFile() {
    Path own = settings.paths().project().resolve("contracts").resolve("bars.yaml");
    return Files.exists(own)
        ? own
        : Installation.folder().resolve("contracts").resolve("bars.yaml");
  }

  @Override
  public void close() {
    lake.close();
    engine.close();
    ledger.close();
  }
}
