package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The schema of a ledger that is only looked at: it is neither made nor brought up to date, and
 * every transaction is one that the server lets write nothing.
 */
final class PostgresReading implements Database {
  /** The oldest schema that has what is read here: the lease came last. */
  private static final int OLDEST = 5;

  private final PostgresServer server;
  private final PostgresDatabase database;

  PostgresReading(PostgresServer server, PostgresDatabase database) {
    this.server = server;
    this.database = database;
  }

  @Override
  public String where() {
    return database.where();
  }

  @Override
  public boolean exists() {
    return database.exists();
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = database.reached();
    boolean ready = false;
    try {
      require(database.version(connection));
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private void require(int version) {
    if (version == 0) {
      throw LedgerException.environment(
          "there is no ledger at "
              + where()
              + ": no run has ever kept its records there. Set DATABASE_URL to the database of the"
              + " runs");
    }
    if (version < OLDEST || version > Schema.LATEST) {
      throw LedgerException.environment(
          "the ledger at %s has schema %d, and this program reads %d to %d. %s"
              .formatted(
                  where(),
                  version,
                  OLDEST,
                  Schema.LATEST,
                  version < OLDEST
                      ? "The next run of this program brings it up to date"
                      : "A newer program made it: use that one here too"));
    }
  }

  @Override
  public Database forShortWork() {
    return this;
  }

  /** A transaction that would write is refused by the server. */
  @Override
  public String begin() {
    return database.beginReading().orElseThrow();
  }

  @Override
  public Optional<String> turnAt(String table) {
    return Optional.empty(); // nothing is written
  }

  @Override
  public Optional<String> beginReading() {
    return database.beginReading();
  }

  @Override
  public boolean lost(SQLException complaint) {
    return database.lost(complaint);
  }

  @Override
  public Optional<String> damage(Connection connection) {
    return Optional.empty();
  }

  @Override
  public LedgerException explain(String tried, SQLException complaint) {
    String more =
        "42501".equals(complaint.getSQLState())
            ? " ON ALL TABLES IN SCHEMA "
                + PostgresLedger.SCHEMA
                + ", and GRANT USAGE ON SCHEMA "
                + PostgresLedger.SCHEMA
            : "";
    return LedgerException.environment(
        server.explain(tried, complaint).getMessage() + more, complaint);
  }
}
