package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.config.Paths;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.contract.Contracts;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.LakeInspection;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.warehouse.Warehouse;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
  /** Under the state folder: rows on their way into the database, while the lock is held. */
  static final String PUBLISH_FOLDER = ".publish";

  private final Settings settings;
  private final Set<Symbol> chosen;
  private final Clock clock;
  private final Engine engine;
  private final Lake lake;
  private final LedgerChoice choice;
  private final Ledger ledger;
  private final Source source;
  private final Surroundings surroundings;
  private Optional<Instruments> instruments = Optional.empty();
  private Optional<Contracts> contracts = Optional.empty();

  /** All instruments of the settings are chosen. */
  Sentinel(Settings settings, Clock clock) {
    this(
        settings,
        settings.assets().stream().map(Asset::symbol).collect(Collectors.toSet()),
        clock,
        Surroundings.silent(Map.of()));
  }

  /**
   * @param settings with every asset of the settings file
   * @param chosen the instruments to ask for and to show
   * @param clock the instant commands judge; also stamped on receipts
   */
  Sentinel(Settings settings, Set<Symbol> chosen, Clock clock, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.chosen = Set.copyOf(chosen);
    this.clock = clock;
    Paths paths = settings.paths();
    this.engine = new DuckDbEngine(paths.state().resolve(".tmp"));
    this.lake =
        new Lake(
            engine,
            paths.state().resolve("catalog.db"),
            layer -> layer.equals("gold") ? paths.gold() : paths.silver());
    this.choice =
        new LedgerChoice(paths.state(), settings.environment(), surroundings.environment());
    this.ledger = choice.ledger();
    this.source = SourceMaking.all(settings, engine, clock);
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

  Surroundings surroundings() {
    return surroundings;
  }

  /**
   * Where incidents and messages are taken.
   *
   * @param wall the running time
   * @throws InvalidFileException with every problem of the alerts file
   */
  AlertDesk alerts(Clock wall) {
    return AlertSetup.desk(this, wall);
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

  /**
   * The right to write to the lake.
   *
   * @throws InvalidFileException when the ledger's history would be split in two
   */
  LakeLease lease(String run, Clock wall, Waiting waiting) {
    choice.requireOneHistory(ledger);
    return LakeLease.taken(ledger.lease(), run, wall, waiting);
  }

  /** Where the lake is published; empty without {@code DATABASE_URL}. */
  Optional<Warehouse> warehouse() {
    return choice.databaseUrl().map(url -> requiredWarehouse());
  }

  /**
   * Where the lake is published.
   *
   * @throws InvalidFileException when {@code DATABASE_URL} is not set, or no address
   */
  Warehouse requiredWarehouse() {
    return new Warehouse(
        choice.server(), engine, lake, settings.paths().state().resolve(PUBLISH_FOLDER));
  }

  Source source() {
    return source;
  }

  /** The SQLite file that names each table's current metadata. */
  Path catalogFile() {
    return settings.paths().state().resolve("catalog.db");
  }

  LakeInspection lakeInspection() {
    Paths paths = settings.paths();
    return new LakeInspection(
        catalogFile(), layer -> layer.equals("gold") ? paths.gold() : paths.silver());
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

  /** All instruments with what is known of them; makes no ledger. */
  List<Instrument> knownInstruments() {
    return instruments().known(everRan() ? ledger.facts() : List.of());
  }

  /** Those a command is about; makes no ledger. */
  List<Instrument> chosenInstruments() {
    return knownInstruments().stream().filter(i -> chosen(i.asset().symbol())).toList();
  }

  PartialAnswers partialAnswers() {
    return new PartialAnswers(engine, lake);
  }

  Overlap overlap() {
    return new Overlap(engine, lake);
  }

  Promoter promoter(Instruments instruments) {
    return new Promoter(
        ledger, instruments, new Promotion(engine, lake, contracts()), partialAnswers(), overlap());
  }

  /** Whether there is a ledger; looking makes none. */
  boolean everRan() {
    return ledger.exists();
  }

  /** What a command says that finds nothing to tell about. */
  String nothingRan() {
    return "nothing has run in " + settings.paths().state() + " yet";
  }

  SilverHoldings silverHoldings() {
    return new SilverHoldings(engine, lake);
  }

  BarHistory barHistory() {
    return new BarHistory(engine, lake);
  }

  /** Silver's first session by symbol, of those that begin no later than in the start's year. */
  Map<String, LocalDate> firstSessions(Set<String> symbols) {
    return silverHoldings().firstSessions(symbols, settings.startDate().getYear());
  }

  Planner planner(Wish wish) {
    return new Planner(settings, wish);
  }

  /** What silver has of instruments, as far as a plan needs to know. */
  Planner.Held held(List<Instrument> instruments, Wish wish, Instant now) {
    SilverHoldings holdings = silverHoldings();
    Set<String> wished =
        instruments.stream()
            .map(i -> i.asset().symbol())
            .filter(wish::names)
            .map(Symbol::value)
            .collect(Collectors.toSet());
    return new Planner.Held(
        firstSessions(wished),
        holdings.lastSessions(),
        holdings.since(
            Planner.lookedBackTo(now), instruments.stream().map(Instrument::feed).toList()));
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
    contracts = contracts.or(() -> Optional.of(new ContractFiles(settings).read()));
    return contracts.get();
  }

  Path contractFile() {
    return new ContractFiles(settings).usual();
  }

  @Override
  public void close() {
    lake.close();
    engine.close();
    ledger.close();
  }
}
