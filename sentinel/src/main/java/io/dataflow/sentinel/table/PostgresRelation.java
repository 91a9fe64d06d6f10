package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.postgres.RelationName;
import io.dataflow.sentinel.yaml.Suggestion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table or view as the server's catalog describes it.
 *
 * @param kind the catalog's letter: {@code r} a table, {@code p} a partitioned one, {@code v} a
 *     view
 * @param rows about how many, as the server last counted
 * @param columns the quoted name of each column's type, without domains, by column
 * @param indexes the first and second column of each index that covers all rows
 */
record PostgresRelation(
    String quoted, String kind, double rows, Map<String, String> columns, List<Index> indexes) {

  /** The first two columns of an index; empty for an expression, or where there is none. */
  record Index(Optional<String> first, Optional<String> second, boolean sorted) {}

  private static final String FIND =
      """
      SELECT c.oid, c.relkind, c.reltuples, n.nspname, c.relname
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      """;

  private static final String ALL =
      """
      SELECT n.nspname, c.relname
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      ORDER BY n.nspname, c.relname
      LIMIT 2000
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname, tn.nspname, t.typname
      FROM pg_catalog.pg_attribute AS a
      JOIN pg_catalog.pg_type AS own ON own.oid = a.atttypid
      JOIN pg_catalog.pg_type AS t
        ON t.oid = CASE WHEN own.typtype = 'd' THEN own.typbasetype ELSE own.oid END
      JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.typnamespace
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private static final String INDEXES =
      """
      SELECT one.attname, two.attname, am.amname = 'btree'
      FROM pg_catalog.pg_index AS i
      JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
      LEFT JOIN pg_catalog.pg_attribute AS one
        ON one.attrelid = i.indrelid AND one.attnum = i.indkey[0] AND i.indkey[0] > 0
      LEFT JOIN pg_catalog.pg_attribute AS two
        ON two.attrelid = i.indrelid AND i.indnatts > 1
          AND two.attnum = i.indkey[1] AND i.indkey[1] > 0
      WHERE i.indrelid = ? AND i.indisvalid AND i.indpred IS NULL AND am.amname IN ('btree', 'brin')
      """;

  /**
   * Looks it up.
   *
   * @throws TableException when there is none such that this user can see
   */
  static PostgresRelation find(Connection connection, RelationName name, String location)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, name.quoted());
      try (ResultSet result = statement.executeQuery()) {
        if (result.next()) {
          long id = result.getLong(1);
          return new PostgresRelation(
              Sql.quote(result.getString(4)) + "." + Sql.quote(result.getString(5)),
              result.getString(2),
              result.getDouble(3),
              columns(connection, id),
              indexes(connection, id));
        }
      }
    }
    throw TableException.settings(
        "there is no table or view " + name + " at " + location + near(connection, name));
  }

  private static String near(Connection connection, RelationName name) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ALL);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        names.add(written(result.getString(1)) + "." + written(result.getString(2)));
        if (name.schema().isEmpty()) {
          names.add(written(result.getString(2)));
        }
      }
    }
    String suggestion = Suggestion.of(name.toString(), names);
    return suggestion.startsWith(". Known") && names.size() > 20
        ? " that this user can see"
        : suggestion;
  }

  /** A name as it must be written to be read back. */
  private static String written(String name) {
    return name.matches("[a-z_][a-z0-9_$]*") ? name : Sql.quote(name);
  }

  private static Map<String, String> columns(Connection connection, long id) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, id);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.put(
              result.getString(1),
              Sql.quote(result.getString(2)) + "." + Sql.quote(result.getString(3)));
        }
      }
    }
    return columns;
  }

  private static List<Index> indexes(Connection connection, long id) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setLong(1, id);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          indexes.add(
              new Index(
                  Optional.ofNullable(result.getString(1)),
                  Optional.ofNullable(result.getString(2)),
                  result.getBoolean(3)));
        }
      }
    }
    return indexes;
  }

  /** Whether rows can be found by a column's value without reading the others. */
  boolean findsBy(String column) {
    return indexes.stream().anyMatch(i -> i.first().filter(column::equals).isPresent());
  }

  /** Whether an instrument's newest rows can be found without reading its others. */
  boolean findsByBoth(String instrument, String session) {
    return indexes.stream()
        .anyMatch(
            i ->
                i.sorted()
                    && i.first().filter(instrument::equals).isPresent()
                    && i.second().filter(session::equals).isPresent());
  }

  /** Whether it is one table: indexes of a view are none, and those of partitions are many. */
  boolean isPlainTable() {
    return kind.equals("r") || kind.equals("m");
  }
}
