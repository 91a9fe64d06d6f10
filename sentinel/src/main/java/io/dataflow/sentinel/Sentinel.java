package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.config.Fetching;
import io.dataflow.sentinel.config.Limits;
import io.dataflow.sentinel.config.Paths;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.contract.Contract;
import io.dataflow.sentinel.contract.ContractFile;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.yahoo.YahooOptions;
import io.dataflow.sentinel.source.yahoo.YahooSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The composition root: makes the parts of the program out of its settings, and closes them. Making
 * them does no I/O.
 */
final class Sentinel implements AutoCloseable {
  private final Settings settings;
  private final Clock clock;
  private final Engine engine;
  private final Lake lake;
  private final Ledger ledger;
  private final Source source;

  /**
   * @param clock the instant commands judge; also stamped on receipts
   */
  Sentinel(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    Paths paths = settings.paths();
    this.engine = new DuckDbEngine(paths.state().resolve(".tmp"));
    this.lake =
        new Lake(
            engine,
            paths.state().resolve("catalog.db"),
            layer -> layer.equals("gold") ? paths.gold() : paths.silver());
    this.ledger = new SqliteLedger(paths.state().resolve("ledger.db"));
    this.source = new YahooSource(yahoo(settings), clock);
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

  Instruments instruments() {
    Path own = settings.paths().project().resolve("config").resolve("calendars");
    return new Instruments(settings, new Calendars(Optional.of(own)));
  }

  Watcher watcher() {
    return new Watcher(ledger, engine, lake);
  }

  /**
   * The contract of daily bars: the project's, or the one that came with the program.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException when it has problems
   */
  Contract contract() {
    return ContractFile.read(contractFile());
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
