package io.dataflow.sentinel.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs SQL over Parquet files. Thread-safe, one statement at a time.
 *
 * <p>Tables and views made here live as long as the engine and are named by the caller; making one
 * with a name that is taken replaces it.
 */
public interface Engine extends AutoCloseable {
  /** The engine's name for logs: {@code duckdb 2.0.0}. */
  String name();

  /**
   * Tries that the engine works.
   *
   * @throws EngineException with the cause when it does not
   */
  void check();

  /** Makes a table of files readable under a name; no files make an empty table. */
  void view(String name, List<Column> columns, List<String> files);

  /**
   * Makes a table from rows in memory.
   *
   * @param rows one array a row in the order of the columns: {@code String}, {@code LocalDate},
   *     {@code Instant}, {@code Double}, {@code Long}, {@code Integer}, {@code Boolean}, or null
   */
  void load(String name, List<Column> columns, Iterable<Object[]> rows);

  /** Makes a table from a query, computed once. */
  void materialize(String name, String select);

  /** Runs a query and returns its rows. */
  <T> List<T> query(String select, RowMapper<T> mapper);

  /**
   * Says what is wrong with a query without running it.
   *
   * @return the engine's message, empty when the query is fine
   */
  Optional<String> problem(String select);

  /**
   * From here on nothing but the files of views made so far can be read, nothing can be written,
   * and no query can change that. For queries of strangers.
   */
  void confine();

  /**
   * Says why a text is not one query that only reads; does not run it.
   *
   * @return empty when it is one
   */
  Optional<String> refusal(String text);

  /**
   * Writes a query's rows to a new Parquet file with field ids and forces it to disk.
   *
   * @param file a name that is not taken; its folder is made
   * @throws EngineException when the file cannot be written; no part of it is left then
   */
  StoredFile store(String select, List<Column> columns, Path file);

  /**
   * Writes a query's rows as a text file: a line a row, tabs between values, {@code \\N} for null,
   * and backslash, tab and ends of lines in texts written with a backslash. This is what {@code
   * COPY} of PostgreSQL reads. A text's NUL, which PostgreSQL cannot hold, becomes U+FFFD.
   *
   * @param file in a folder that is there
   */
  void copyText(String select, List<Column> columns, Path file);

  /**
   * Makes files of comma-separated values readable under a name; gzip files too. Texts are in
   * quotes, what is empty without them is null; no header.
   */
  void csvView(String name, List<Column> columns, List<Path> files);

  @Override
  void close();

  /** Reads one row of a result. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(Row row);
  }
}
