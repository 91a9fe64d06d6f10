package io.dataflow.sentinel;

import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.table.FileTable;
import io.dataflow.sentinel.table.PostgresTable;
import io.dataflow.sentinel.table.Table;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The composition root for tables of a user's own: makes the parts that judge them, and closes
 * them. Needs no settings file; where there is one, its ledger and its calendars are taken.
 */
final class OwnTables implements AutoCloseable {
  private final Engine engine;
  private final LedgerChoice choice;
  private final Ledger ledger;
  private final Calendars calendars;

  private OwnTables(
      Path state, Path project, EnvironmentValues values, Map<String, String> environment) {
    this.engine = new DuckDbEngine(state.resolve(".tmp"));
    this.choice = new LedgerChoice(state, values, environment);
    // a database that is only read is no place to write to: looks at tables stay in the file
    this.ledger = choice.file();
    this.calendars = new Calendars(Optional.of(project.resolve("config").resolve("calendars")));
  }

  /**
   * The parts for a project.
   *
   * @param project the folder that holds {@code config/}, or would
   * @param settings the settings file, when one was named; else the project's own, when it has one
   * @param data the folder of the ledger; else that of the settings, else {@code data/}
   * @throws InvalidFileException when the settings or the environment are wrong
   */
  static OwnTables of(
      Path project, Optional<Path> settings, Optional<Path> data, Map<String, String> environment) {
    Path usual = project.resolve("config").resolve("assets.yaml");
    Optional<Path> file =
        settings.or(() -> Files.exists(usual) ? Optional.of(usual) : Optional.empty());
    if (file.isPresent()) {
      Settings read =
          SettingsReader.read(file.get(), environment, data, Optional.empty()).settings();
      return new OwnTables(
          read.paths().state(), read.paths().project(), read.environment(), environment);
    }
    EnvironmentValues values = SettingsReader.environment(project, environment);
    Path state = data.orElseGet(() -> project.resolve("data")).toAbsolutePath().normalize();
    return new OwnTables(state, project, values, environment);
  }

  Calendars calendars() {
    return calendars;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Whether there is a ledger; looking makes none. */
  boolean remembersAnything() {
    return ledger.exists();
  }

  /**
   * The table of a watch. Makes no connection.
   *
   * @throws InvalidFileException when it names no database, and {@code DATABASE_URL} neither, or a
   *     wrong one
   */
  Table table(TableWatch watch) {
    if (watch.source() instanceof TableSource.Relation relation) {
      PostgresServer server =
          relation
              .address()
              .map(address -> new PostgresServer(address, choice.environment()))
              .orElseGet(choice::server);
      return new PostgresTable(server, relation.name(), watch.columns(), watch.timeout());
    }
    TableSource.Files files = (TableSource.Files) watch.source();
    return new FileTable(engine, files.written(), files.base(), watch.columns());
  }

  @Override
  public void close() {
    engine.close();
    ledger.close();
  }
}
