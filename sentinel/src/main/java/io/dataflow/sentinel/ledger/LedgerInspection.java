package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Looks at a ledger without making or migrating one. */
public final class LedgerInspection {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final String ENCRYPTED =
      "SELECT COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE)";

  private LedgerInspection() {}

  /**
   * Looks at a SQLite file, and reads all of it.
   *
   * @throws LedgerException ENVIRONMENT when it cannot be read
   */
  public static LedgerState file(Path file) {
    SqliteDatabase database = new SqliteDatabase(file);
    new SqliteFile(file).refuseEmpty();
    if (!Files.exists(file)) {
      return LedgerState.absent(file.toString(), "SQLite", Optional.empty());
    }
    try (Connection connection = reader(file).getConnection()) {
      Optional<String> damage = database.damage(connection);
      boolean well = damage.isEmpty();
      return new LedgerState(
          file.toString(),
          true,
          well ? Optional.of(number(connection, Schema.VERSION_SQL)) : Optional.empty(),
          "SQLite",
          Optional.empty(),
          well ? openBatches(connection, "batch") : List.of(),
          damage);
    } catch (SQLException e) {
      throw database.explain("look at the ledger", e);
    }
  }

  /**
   * A reader would leave a log behind that it may not remove; without a log nobody is at work, and
   * the file is read as it is.
   */
  private static SQLiteDataSource reader(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    boolean log = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    source.setUrl("jdbc:sqlite:" + file.toUri() + (log ? "" : "?immutable=1"));
    return source;
  }

  /**
   * Looks at a PostgreSQL.
   *
   * @throws io.dataflow.sentinel.postgres.PostgresException when it cannot be reached or asked
   */
  public static LedgerState database(PostgresServer server) {
    String schema = PostgresLedger.SCHEMA;
    try (Connection connection = server.connect(SILENCE)) {
      String version = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
      Optional<Boolean> encrypted = Optional.of(yes(connection, ENCRYPTED));
      String there = "SELECT to_regclass('" + schema + ".schema_version') IS NOT NULL";
      if (!yes(connection, there)) {
        return LedgerState.absent(server.where(), version, encrypted);
      }
      String select = "SELECT MAX(version) AS version FROM " + schema + ".schema_version";
      return new LedgerState(
          server.where(),
          true,
          Optional.of(number(connection, select)),
          version,
          encrypted,
          openBatches(connection, schema + ".batch"),
          Optional.empty());
    } catch (SQLException e) {
      throw server.explain("look at the ledger", e);
    }
  }

  private static boolean yes(Connection connection, String condition) throws SQLException {
    String select = "SELECT CASE WHEN (" + condition + ") THEN 1 ELSE 0 END AS answer";
    return Statements.query(connection, select, row -> row.yes("answer")).get(0);
  }

  private static int number(Connection connection, String select) throws SQLException {
    return Statements.query(connection, select, row -> row.integer("version")).get(0);
  }

  private static List<String> openBatches(Connection connection, String table) throws SQLException {
    String select =
        "SELECT batch_id FROM " + table + " WHERE closed_at IS NULL ORDER BY opened_at, batch_id";
    return Statements.query(connection, select, row -> row.text("batch_id"));
  }
}
