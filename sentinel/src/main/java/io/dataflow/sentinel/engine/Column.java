package io.dataflow.sentinel.engine;

/**
 * A column of a table.
 *
 * @param id the field id that Parquet and the table format share; never reused
 * @param name snake_case
 * @param required whether a null is refused
 */
public record Column(int id, String name, Type type, boolean required) {
  /** The types all engines share. */
  public enum Type {
    TEXT,
    DATE,
    /** Microseconds, always UTC, stored without a zone. */
    TIMESTAMP,
    DOUBLE,
    BIGINT,
    INTEGER,
    BOOLEAN
  }

  public static Column required(int id, String name, Type type) {
    return new Column(id, name, type, true);
  }

  public static Column optional(int id, String name, Type type) {
    return new Column(id, name, type, false);
  }
}
