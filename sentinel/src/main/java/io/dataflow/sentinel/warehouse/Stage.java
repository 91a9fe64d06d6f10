package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Takes rows from the engine into a table, or beside it to be compared first. */
final class Stage {
  private static final String STAGE = "pg_temp.sentinel_stage";

  private final Session session;
  private final Engine engine;
  private final Path file;

  /**
   * @param file the rows on their way; removed after each use
   */
  Stage(Session session, Engine engine, Path file) {
    this.session = session;
    this.engine = engine;
    this.file = file;
  }

  /** Where rows go. */
  record Into(String table, List<Column> columns, List<String> key) {
    List<String> names() {
      return columns.stream().map(Column::name).toList();
    }

    List<String> values() {
      return names().stream().filter(n -> !key.contains(n)).toList();
    }
  }

  /** Adds a query's rows as they are. */
  long add(Into into, String select) throws SQLException {
    return copied(into.table(), into, select);
  }

  /** Puts a query's rows where they can be compared, and returns how many there are. */
  void stage(Into into, String select) throws SQLException {
    String fields =
        into.columns().stream()
            .map(c -> Names.list(List.of(c.name())) + " " + OwnTable.type(c.type()))
            .collect(Collectors.joining(", "));
    session.execute("DROP TABLE IF EXISTS " + STAGE);
    session.execute("CREATE TEMP TABLE sentinel_stage (" + fields + ") ON COMMIT DROP");
    copied(STAGE, into, select);
    session.execute("ANALYZE " + STAGE);
  }

  private long copied(String table, Into into, String select) throws SQLException {
    try {
      Files.createDirectories(file.getParent());
      engine.copyText(select, into.columns(), file);
      return session.copyIn(table, into.names(), file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + file.getParent(), e);
    } finally {
      remove();
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + file, e);
    }
  }

  /** Changes the rows that differ from the staged ones. */
  long update(Into into) throws SQLException {
    String set =
        into.values().stream()
            .map(n -> Names.list(List.of(n)) + " = s." + Names.list(List.of(n)))
            .collect(Collectors.joining(", "));
    return session.update(
        """
        UPDATE %s AS t SET %s FROM %s AS s
        WHERE %s AND (%s) IS DISTINCT FROM (%s)
        """
            .formatted(
                into.table(),
                set,
                STAGE,
                Names.equal("t", "s", into.key()),
                Names.list("t", into.values()),
                Names.list("s", into.values())));
  }

  /** Adds the staged rows that are not there. */
  long insert(Into into) throws SQLException {
    return session.update(
        """
        INSERT INTO %s (%s) SELECT %s FROM %s AS s WHERE NOT EXISTS (
          SELECT 1 FROM %s AS t WHERE %s)
        """
            .formatted(
                into.table(),
                Names.list(into.names()),
                Names.list("s", into.names()),
                STAGE,
                into.table(),
                Names.equal("t", "s", into.key())));
  }

  /** As {@link #insert}, into a table whose rows must bring a number of their own. */
  long insertNumbered(Into into) throws SQLException {
    return session.update(
        """
        INSERT INTO %1$s (id, %2$s)
        SELECT top.id + ROW_NUMBER() OVER (ORDER BY %3$s), %4$s
        FROM %5$s AS s CROSS JOIN (SELECT COALESCE(MAX(id), 0) AS id FROM %1$s) AS top
        WHERE NOT EXISTS (SELECT 1 FROM %1$s AS t WHERE %6$s)
        """
            .formatted(
                into.table(),
                Names.list(into.names()),
                Names.list("s", into.key()),
                Names.list("s", into.names()),
                STAGE,
                Names.equal("t", "s", into.key())));
  }

  /** Adds the staged rows as often as they are missing, for a table without a key. */
  long insertMissing(Into into) throws SQLException {
    String names = Names.list(into.names());
    return session.update(
        "INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s EXCEPT ALL SELECT %2$s FROM %1$s"
            .formatted(into.table(), names, STAGE));
  }

  /**
   * Removes the rows that are not staged.
   *
   * @param which the rows of the table {@code t} that may go
   */
  long removeOthers(Into into, String which) throws SQLException {
    return session.update(
        "DELETE FROM %s AS t WHERE %s AND NOT EXISTS (SELECT 1 FROM %s AS s WHERE %s)"
            .formatted(into.table(), which, STAGE, Names.equal("t", "s", into.key())));
  }
}
