package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.text.ForeignText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs SQL with bound values, in the forms both databases keep them. */
final class Statements {
  private Statements() {}

  /** Makes a record of a row. */
  interface RowReader<T> {
    T read(Row row) throws SQLException;
  }

  static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        Row row = new Row(rows);
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(reader.read(row));
        }
        return found;
      }
    }
  }

  /** A statement that takes a value for each column. */
  static String insert(String table, List<String> columns) {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + String.join(", ", Collections.nCopies(columns.size(), "?"))
        + ")";
  }

  /** The same, replacing the row that has the same key. The first columns are the key. */
  static String upsert(String table, List<String> columns, int key) {
    return insert(table, columns)
        + " ON CONFLICT ("
        + String.join(", ", columns.subList(0, key))
        + ") DO UPDATE SET "
        + columns.subList(key, columns.size()).stream()
            .map(c -> c + " = excluded." + c)
            .collect(Collectors.joining(", "));
  }

  /** Runs one statement and says how many rows it changed. */
  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Runs one statement for each item, in order. */
  static <T> void updateAll(
      Connection connection, String sql, Collection<T> items, Function<T, Object[]> values)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T item : items) {
        bind(statement, values.apply(item));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The values of one item, in the order of the statement's question marks. */
  static Object[] bound(Object... values) {
    return values;
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, stored(values[i]));
    }
  }

  /** The form a value is kept in; null where an optional is empty. */
  private static Object stored(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Statements::stored).orElse(null);
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    if (value instanceof Instant instant) {
      return Micros.of(instant);
    }
    if (value instanceof Duration duration) {
      return Micros.of(duration);
    }
    if (value instanceof Boolean yes) {
      return yes ? 1 : 0;
    }
    return text(value);
  }

  private static Object text(Object value) {
    if (value instanceof Interval interval) {
      return interval.code();
    }
    if (value instanceof LocalDate || value instanceof Symbol) {
      return value.toString();
    }
    if (value instanceof String text) {
      return ForeignText.storable(text);
    }
    return value instanceof Enum<?> choice ? choice.name() : value;
  }
}
