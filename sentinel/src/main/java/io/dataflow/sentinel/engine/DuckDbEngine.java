package io.dataflow.sentinel.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** DuckDB in this process and in memory; files are all it keeps. */
public final class DuckDbEngine implements Engine {
  /** With the JVM's heap the program stays below 1 GB by this; the rest is spilled. */
  private static final String MEMORY = "400MB";

  private final SpillFolder spill;
  private final Set<String> viewed = new TreeSet<>();
  private DuckDBConnection connection;

  /**
   * Opens nothing yet.
   *
   * @param temporary how folders for what does not fit in memory begin; each engine makes its own
   */
  public DuckDbEngine(Path temporary) {
    this.spill = new SpillFolder(temporary);
  }

  private synchronized DuckDBConnection connection() throws SQLException {
    if (connection == null) {
      spill.sweep();
      Driver driver = new DuckDBDriver();
      Properties options = new Properties();
      options.setProperty("autoinstall_known_extensions", "false");
      options.setProperty("autoload_known_extensions", "false");
      options.setProperty("temp_directory", spill.path().toString());
      options.setProperty("memory_limit", MEMORY);
      Connection opened = driver.connect("jdbc:duckdb:", options);
      connection = opened.unwrap(DuckDBConnection.class);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET preserve_insertion_order = true");
      }
    }
    return connection;
  }

  @Override
  public String name() {
    return "duckdb " + query("SELECT version()", row -> row.text(1)).get(0);
  }

  @Override
  public void check() {
    query("SELECT 1", row -> row.integer(1));
  }

  @Override
  public synchronized void view(String name, List<Column> columns, List<String> files) {
    viewed.addAll(files);
    String source =
        files.isEmpty()
            ? emptySelect(columns)
            : "SELECT "
                + names(columns)
                + " FROM read_parquet("
                + files.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"))
                + ", union_by_name = true)";
    execute("CREATE OR REPLACE TEMP VIEW " + Sql.quote(name) + " AS " + source);
  }

  private static String emptySelect(List<Column> columns) {
    return columns.stream()
        .map(c -> "CAST(NULL AS " + DuckDbText.typeName(c.type()) + ") AS " + Sql.quote(c.name()))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE 1 = 0"));
  }

  @Override
  public synchronized void load(String name, List<Column> columns, Iterable<Object[]> rows) {
    String fields =
        columns.stream()
            .map(c -> Sql.quote(c.name()) + " " + DuckDbText.typeName(c.type()))
            .collect(Collectors.joining(", "));
    execute("CREATE OR REPLACE TEMP TABLE " + Sql.quote(name) + " (" + fields + ")");
    try (DuckDBAppender appender = connection().createAppender("temp", "main", name)) {
      for (Object[] row : rows) {
        appender.beginRow();
        for (Object value : row) {
          append(appender, value);
        }
        appender.endRow();
      }
    } catch (SQLException e) {
      throw new EngineException("could not load rows into " + name + ": " + e.getMessage(), e);
    }
  }

  private static void append(DuckDBAppender appender, Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof LocalDate date) {
      appender.append(date);
    } else if (value instanceof Instant instant) {
      appender.append(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof Integer number) {
      appender.append(number.intValue());
    } else if (value instanceof Boolean flag) {
      appender.append(flag.booleanValue());
    } else {
      throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  @Override
  public synchronized void materialize(String name, String select) {
    execute("CREATE OR REPLACE TEMP TABLE " + Sql.quote(name) + " AS " + select);
  }

  @Override
  public synchronized <T> List<T> query(String select, RowMapper<T> mapper) {
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery(select)) {
      List<T> rows = new ArrayList<>();
      JdbcRow row = new JdbcRow(result);
      while (result.next()) {
        rows.add(mapper.map(row));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(select, e);
    }
  }

  @Override
  public synchronized Optional<String> problem(String select) {
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery("EXPLAIN " + select)) {
      return result.next() ? Optional.empty() : Optional.of("the engine did not plan it");
    } catch (SQLException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public synchronized void confine() {
    execute(
        "SET allowed_paths = "
            + viewed.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]")));
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  /** The parser writes down what is a query, and only that; of several texts each. */
  @Override
  public Optional<String> refusal(String text) {
    String select =
        "SELECT CASE WHEN parsed ->> 'error_type' = 'parser'"
            + " THEN 'the query cannot be read: ' || (parsed ->> 'error_message')"
            + " WHEN (parsed ->> 'error') = 'true'"
            + " THEN 'only a query that reads is taken: SELECT, or WITH and SELECT'"
            + " WHEN json_array_length(parsed, '$.statements') <> 1"
            + " THEN 'one query is wanted, and this is '"
            + " || json_array_length(parsed, '$.statements') END"
            + " FROM (SELECT json_serialize_sql("
            + Sql.text(text)
            + ") AS parsed) AS x";
    return query(select, row -> row.optionalText(1)).get(0);
  }

  @Override
  public synchronized StoredFile store(String select, List<Column> columns, Path file) {
    try {
      Files.createDirectories(file.getParent());
      execute(
          "COPY ("
              + select
              + ") TO "
              + Sql.text(file.toString())
              + " (FORMAT PARQUET, COMPRESSION ZSTD, FIELD_IDS {"
              + columns.stream()
                  .map(c -> Sql.text(c.name()) + ": " + c.id())
                  .collect(Collectors.joining(", "))
              + "})");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return measured(columns, file);
    } catch (IOException e) {
      discard(file);
      throw new EngineException("could not write " + file + ": " + e, e);
    } catch (EngineException e) {
      discard(file);
      throw e;
    }
  }

  private StoredFile measured(List<Column> columns, Path file) throws IOException {
    String aggregates =
        columns.stream()
            .map(c -> Sql.quote(c.name()))
            .map(c -> "COUNT(" + c + "), MIN(" + c + "), MAX(" + c + ")")
            .collect(Collectors.joining(", "));
    String select =
        "SELECT COUNT(*), " + aggregates + " FROM read_parquet(" + Sql.text(file.toString()) + ")";
    long bytes = Files.size(file);
    return query(select, row -> stored(columns, file, bytes, row)).get(0);
  }

  private static StoredFile stored(List<Column> columns, Path file, long bytes, Row row) {
    long rows = row.bigint(1);
    List<StoredFile.Bounds> bounds = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int at = 2 + 3 * i;
      long nulls = rows - row.bigint(at);
      bounds.add(
          new StoredFile.Bounds(columns.get(i), nulls, bound(row, at + 1), bound(row, at + 2)));
    }
    return new StoredFile(file, rows, bytes, bounds);
  }

  private static Optional<Object> bound(Row row, int column) {
    return row.value(column)
        .filter(value -> !(value instanceof Double number && !Double.isFinite(number)));
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove the unfinished " + file, e);
    }
  }

  private synchronized void execute(String sql) {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private static EngineException failed(String sql, SQLException e) {
    String shown = sql.length() > 300 ? sql.substring(0, 300) + " ..." : sql;
    return new EngineException("duckdb: " + e.getMessage() + " (in: " + shown + ")", e);
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(c -> Sql.quote(c.name())).collect(Collectors.joining(", "));
  }

  @Override
  public void copyText(String select, List<Column> columns, Path file) {
    execute(DuckDbText.writing(select, columns, file));
  }

  @Override
  public void csvView(String name, List<Column> columns, List<Path> files) {
    String source = files.isEmpty() ? emptySelect(columns) : DuckDbText.reading(columns, files);
    execute("CREATE OR REPLACE TEMP VIEW " + Sql.quote(name) + " AS " + source);
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new EngineException("duckdb did not close: " + e.getMessage(), e);
      }
      connection = null;
    }
  }
}
