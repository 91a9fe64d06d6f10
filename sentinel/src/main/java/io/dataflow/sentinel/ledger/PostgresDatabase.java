package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.PostgresException;
import io.dataflow.sentinel.postgres.PostgresServer;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A schema of a PostgreSQL: how it is made, opened and brought up to date, and what its errors
 * mean.
 *
 * <p>Nothing is left on a connection between transactions, since a pooler may give each to another
 * server: the search path and the time-outs are set within each, and writers take turns by a lock
 * that ends with the transaction.
 */
final class PostgresDatabase implements Database {
  private static final Limits USUAL = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30));
  private static final Limits SHORT = new Limits(Duration.ofSeconds(8), Duration.ofSeconds(8));

  /** What wakes an endpoint that slept needs a moment until it can be connected to. */
  private static final Duration BEFORE_A_SECOND_TRY = Duration.ofSeconds(1);

  /**
   * How long something may take.
   *
   * @param statement the longest that any statement may run; the server ends it then
   * @param lock the longest wait for somebody else's lock
   */
  record Limits(Duration statement, Duration lock) {
    /** Longer than the server's own limits, which give the better message. */
    Duration silence() {
      return statement.plus(statement.dividedBy(4));
    }

    /**
     * For within a transaction. A machine that vanishes in the middle of one would keep its locks
     * for hours: the server ends what does nothing for so long.
     */
    String sql() {
      return ("SET LOCAL statement_timeout TO '%1$ds'; SET LOCAL lock_timeout TO '%2$ds';"
              + " SET LOCAL idle_in_transaction_session_timeout TO '%1$ds'")
          .formatted(statement.toSeconds(), lock.toSeconds());
    }
  }

  private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

  /** Connection failures, and a server that was told to end its sessions or is starting. */
  private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P05");

  private final PostgresServer server;
  private final String schema;
  private final Limits limits;

  PostgresDatabase(PostgresServer server, String schema) {
    this(server, schema, USUAL);
  }

  PostgresDatabase(PostgresServer server, String schema, Limits limits) {
    if (!SCHEMA_NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException("no name for a schema: " + schema);
    }
    this.server = server;
    this.schema = schema;
    this.limits = limits;
  }

  @Override
  public Database forShortWork() {
    return new PostgresDatabase(server.reachedWithin(SHORT.silence()), schema, SHORT);
  }

  @Override
  public String where() {
    return server.where() + " (schema " + schema + ")";
  }

  @Override
  public boolean exists() {
    try (Connection connection = server.connect(limits.silence())) {
      return version(connection) > 0;
    } catch (SQLException e) {
      throw explain("look for the ledger", e);
    } catch (PostgresException e) {
      return true; // whoever opens it is told what is wrong
    }
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = reached();
    boolean ready = false;
    try {
      if (due(version(connection))) {
        migrate(connection);
      }
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /** A second try, for an endpoint that slept and was woken by the first. */
  Connection reached() {
    try {
      return server.connect(limits.silence());
    } catch (PostgresException e) {
      boolean passing = e.getCause() instanceof SQLException cause && lost(cause);
      if (!passing || limits.equals(SHORT)) {
        throw LedgerException.environment(e.getMessage(), e);
      }
    }
    try {
      Thread.sleep(BEFORE_A_SECOND_TRY.toMillis());
      return server.connect(limits.silence());
    } catch (PostgresException e) {
      throw LedgerException.environment(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LedgerException.environment("interrupted while connecting to " + where(), e);
    }
  }

  /** The schema version, 0 when there is no ledger yet. */
  int version(Connection connection) throws SQLException {
    String there = "SELECT to_regclass('" + schema + ".schema_version') IS NOT NULL";
    String version = "SELECT COALESCE(MAX(version), 0) FROM " + schema + ".schema_version";
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(there)) {
        row.next();
        if (!row.getBoolean(1)) {
          return 0;
        }
      }
      try (ResultSet row = statement.executeQuery(version)) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private boolean due(int version) {
    if (version > Schema.LATEST) {
      throw LedgerException.environment(
          ("the ledger at %s has schema %d and this program knows up to %d:"
                  + " a newer program made it. Use that program, or another database")
              .formatted(where(), version, Schema.LATEST));
    }
    return version < Schema.LATEST;
  }

  /**
   * All that is due in one transaction, so that nobody sees half a schema. Flyway is left out here:
   * it speaks over several transactions on one session, which a pooler need not give.
   */
  private void migrate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN ISOLATION LEVEL READ COMMITTED; " + limits.sql() + "; " + turn());
      boolean done = false;
      try {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        statement.execute("SET LOCAL search_path TO " + schema);
        statement.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_version (
              version integer NOT NULL PRIMARY KEY,
              script  text    NOT NULL
            )
            """);
        // asked again: another process may have migrated while this one waited for its turn
        for (int next = version(connection) + 1; due(next - 1); next++) {
          statement.execute(Schema.sql(next));
          statement.execute(
              "INSERT INTO schema_version (version, script) VALUES (%d, '%s')"
                  .formatted(next, Schema.script(next)));
        }
        statement.execute("COMMIT");
        done = true;
      } finally {
        if (!done) {
          statement.execute("ROLLBACK");
        }
      }
    }
  }

  /** Writers take turns, as they do on SQLite; the lock ends with the transaction. */
  private String turn() {
    return "SELECT pg_advisory_xact_lock(hashtext('" + schema + "'))";
  }

  @Override
  public String begin() {
    // the compare and set of a lease counts on seeing what others committed meanwhile
    return "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL search_path TO "
        + schema
        + "; "
        + limits.sql()
        + "; "
        + turn();
  }

  @Override
  public Optional<String> turnAt(String table) {
    return Optional.of("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
  }

  @Override
  public Optional<String> beginReading() {
    return Optional.of("BEGIN READ ONLY; SET LOCAL search_path TO " + schema + "; " + limits.sql());
  }

  @Override
  public boolean lost(SQLException complaint) {
    String state = complaint.getSQLState() == null ? "" : complaint.getSQLState();
    // a server that says nothing will say nothing the next time either
    return !(complaint.getCause() instanceof SocketTimeoutException)
        && (state.startsWith("08") || GONE.contains(state));
  }

  /** PostgreSQL checks its pages itself as it reads them. */
  @Override
  public Optional<String> damage(Connection connection) {
    return Optional.empty();
  }

  @Override
  public LedgerException explain(String tried, SQLException complaint) {
    String state = complaint.getSQLState() == null ? "" : complaint.getSQLState();
    String more =
        switch (state) {
          case "55P03" ->
              ". Another process has been writing to the ledger for "
                  + limits.lock().toSeconds()
                  + " s. Wait for it, then run again";
          case "42501", "25006" ->
              ". Give this user the right to write: GRANT CREATE ON DATABASE,"
                  + " or let it own the schema "
                  + schema;
          case "53100" -> ". The server's disk is full. Make room, then run again";
          default -> "";
        };
    PostgresException explained = server.explain(tried, complaint);
    return LedgerException.environment(explained.getMessage() + more, complaint);
  }
}
