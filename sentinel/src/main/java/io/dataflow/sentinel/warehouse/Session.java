package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.postgres.PostgresException;
import io.dataflow.sentinel.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * A connection to the warehouse and the schema it works in. What is set is set within each
 * transaction, since a pooler may give the next one to another server.
 */
final class Session implements AutoCloseable {
  /** The longest that one statement may take: millions of rows into an index take minutes. */
  private static final Duration STATEMENT = Duration.ofMinutes(30);

  private static final Duration LOCK = Duration.ofSeconds(60);
  private static final int BUFFER = 1 << 16;

  private final Connection connection;
  private final String schema;

  private Session(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Connects.
   *
   * @throws WarehouseException when the search path names no schema that is there
   */
  static Session open(PostgresServer server) throws SQLException {
    Connection connection = server.connect(STATEMENT.plusSeconds(30));
    boolean ready = false;
    try {
      List<String> schema = texts(connection, "SELECT current_schema()");
      if (schema.isEmpty()) {
        throw new WarehouseException(
            "the search path of "
                + server.where()
                + " names no schema that is there. Make it, CREATE SCHEMA, or name another one in"
                + " DATABASE_URL: ?currentSchema=public");
      }
      ready = true;
      return new Session(connection, schema.get(0));
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /** The schema's name, as it is. */
  String schema() {
    return schema;
  }

  /** A table of the schema, for SQL. */
  String table(String name) {
    return Sql.quote(schema) + "." + Sql.quote(name);
  }

  /** Begins a transaction that writes; writers take turns. */
  void begin() throws SQLException {
    begin("BEGIN");
    execute(
        "SELECT pg_advisory_xact_lock(hashtext(" + Sql.text("sentinel_warehouse " + schema) + "))");
  }

  /** Begins a transaction that only reads, and sees one state of all tables. */
  void beginReading() throws SQLException {
    begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  private void begin(String words) throws SQLException {
    execute(
        words
            + "; SET LOCAL statement_timeout TO '%ds'; SET LOCAL lock_timeout TO '%ds'"
                .formatted(STATEMENT.toSeconds(), LOCK.toSeconds())
            + "; SET LOCAL TimeZone TO 'UTC'; SET LOCAL DateStyle TO 'ISO, YMD'"
            + "; SET LOCAL extra_float_digits TO 1");
  }

  void commit() throws SQLException {
    execute("COMMIT");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement and returns how many rows it changed. */
  long update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  /** The first column of a query's rows, those that are not null. */
  List<String> texts(String sql, String... values) throws SQLException {
    return texts(connection, sql, values);
  }

  private static List<String> texts(Connection connection, String sql, String... values)
      throws SQLException {
    return rows(connection, sql, values).stream()
        .map(row -> row.get(0))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** A query's rows as texts; null is the empty text. */
  List<List<String>> rows(String sql, String... values) throws SQLException {
    return rows(connection, sql, values);
  }

  private static List<List<String>> rows(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        List<List<String>> rows = new ArrayList<>();
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            String text = result.getString(i);
            row.add(text == null ? "" : text);
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }

  boolean any(String select) throws SQLException {
    return texts("SELECT CASE WHEN EXISTS (" + select + ") THEN 'yes' END").contains("yes");
  }

  /** Copies a text file into a table and returns how many rows it has. */
  long copyIn(String table, List<String> columns, Path file) throws SQLException {
    String sql = "COPY " + table + " (" + Names.list(columns) + ") FROM STDIN";
    try (InputStream rows = Files.newInputStream(file)) {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows, BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  org.postgresql.copy.CopyOut copyOut(String sql) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Says what a complaint means and what to do. */
  static WarehouseException explain(PostgresServer server, String tried, SQLException complaint) {
    String state = complaint.getSQLState() == null ? "" : complaint.getSQLState();
    Optional<String> next =
        Optional.ofNullable(
            switch (state) {
              case "42501" -> ". Give this user the rights that docs/WAREHOUSE.md names";
              case "25006" -> ". The server takes no writes: name the primary one in DATABASE_URL";
              case "53100" -> ". The server's disk is full. Make room, then run again";
              case "55P03" ->
                  ". Somebody has held a lock on a table for a minute; run again when they are done";
              case "22003", "2200H" ->
                  ". The numbers of market_data.id are used up:"
                      + " ALTER TABLE market_data ALTER COLUMN id TYPE bigint";
              case "22001" ->
                  ". A view that uses market_data.symbol keeps it short: drop the view, run"
                      + " ALTER TABLE market_data ALTER COLUMN symbol TYPE text, make it again";
              default -> null;
            });
    PostgresException explained =
        next.map(words -> server.explain(tried, complaint, words))
            .orElseGet(() -> server.explain(tried, complaint));
    return new WarehouseException(explained.getMessage(), complaint);
  }
}
