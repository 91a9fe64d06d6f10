package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is published of the lake, part by part, in the same transaction as the rows themselves. */
final class Registry {
  private final Session session;
  private final String table;

  Registry(Session session) {
    this.session = session;
    this.table = session.table(OwnTable.PUBLISHED.name());
  }

  /** The mark of each part of a table that is published. */
  Map<String, String> marks(String name) throws SQLException {
    Map<String, String> marks = new TreeMap<>();
    session
        .rows("SELECT part, mark FROM " + table + " WHERE table_name = ?", name)
        .forEach(row -> marks.put(row.get(0), row.get(1)));
    return marks;
  }

  /** Says what is published of a table from now on. */
  void record(String name, Map<String, String> marks) throws SQLException {
    Map<String, String> before = marks(name);
    List<String> gone =
        before.keySet().stream().filter(part -> !before.get(part).equals(marks.get(part))).toList();
    if (!gone.isEmpty()) {
      session.update(
          "DELETE FROM %s WHERE table_name = %s AND part IN %s"
              .formatted(table, Sql.text(name), Sql.texts(gone)));
    }
    String rows =
        marks.entrySet().stream()
            .filter(e -> !e.getValue().equals(before.get(e.getKey())))
            .map(
                e ->
                    "(%s, %s, %s)"
                        .formatted(Sql.text(name), Sql.text(e.getKey()), Sql.text(e.getValue())))
            .collect(Collectors.joining(", "));
    if (!rows.isEmpty()) {
      session.update("INSERT INTO " + table + " (table_name, part, mark) VALUES " + rows);
    }
  }

  /** All of it as one text, which differs after another publication. */
  String state() throws SQLException {
    return session
        .rows("SELECT table_name, part, mark FROM " + table + " ORDER BY table_name, part")
        .toString();
  }
}
