package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How two contents of a table differ, over all columns.
 *
 * @param damage why the content before could not be read; nothing is known of it then
 * @param gone rows that are no longer there, or not as they were
 * @param added rows that were not there, or not as they are
 * @param examples a few of them by their keys, {@code -} gone and {@code +} added
 */
record TableChange(
    TableSpec table,
    Optional<String> damage,
    long before,
    long after,
    long gone,
    long added,
    List<String> examples) {
  private static final int EXAMPLES = 3;

  TableChange {
    examples = List.copyOf(examples);
  }

  boolean same() {
    return damage.isEmpty() && gone == 0 && added == 0;
  }

  /**
   * A table that could not be read before.
   *
   * @param after the name of its new content in the engine
   */
  static TableChange anew(Engine engine, TableSpec table, String damage, String after) {
    long rows = count(engine, after);
    return new TableChange(table, Optional.of(damage), 0, rows, 0, rows, List.of());
  }

  /**
   * @param before the name of the one content in the engine
   * @param after the name of the other
   */
  static TableChange between(Engine engine, TableSpec table, String before, String after) {
    String gone = difference(table, before, after);
    String added = difference(table, after, before);
    List<String> examples = new java.util.ArrayList<>(examples(engine, table, gone, "- "));
    examples.addAll(examples(engine, table, added, "+ "));
    return new TableChange(
        table,
        Optional.empty(),
        count(engine, before),
        count(engine, after),
        count(engine, "(" + gone + ") AS gone"),
        count(engine, "(" + added + ") AS added"),
        examples);
  }

  private static String difference(TableSpec table, String one, String other) {
    String columns = "SELECT " + table.columnList() + " FROM ";
    return columns + one + " EXCEPT ALL " + columns + other;
  }

  private static long count(Engine engine, String from) {
    return engine.query("SELECT COUNT(*) FROM " + from, r -> r.bigint(1)).get(0);
  }

  private static List<String> examples(Engine engine, TableSpec table, String select, String sign) {
    return keys(engine, table, "(" + select + ") AS rows_that_differ").stream()
        .limit(EXAMPLES)
        .map(key -> sign + key)
        .toList();
  }

  /** The keys of some rows, as text. */
  static List<String> keys(Engine engine, TableSpec table, String from) {
    String columns =
        table.sort().stream()
            .map(c -> "COALESCE(CAST(" + Sql.quote(c) + " AS VARCHAR), 'none')")
            .collect(Collectors.joining(", "));
    return engine.query(
        "SELECT CONCAT_WS(' ', " + columns + ") AS key FROM " + from + " ORDER BY key LIMIT 10",
        r -> r.text(1));
  }

  /** In one line for a person. */
  String words() {
    return table.fullName() + ": " + after + " rows, " + (same() ? "equal to before" : changed());
  }

  private String changed() {
    return damage
        .map(why -> "made anew; what was there could not be read (" + why + ")")
        .orElse(gone + " of " + before + " gone or changed, " + added + " new or changed");
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.fullName());
    json.put("rows_before", before);
    json.put("rows", after);
    json.put("gone", gone);
    json.put("added", added);
    json.put("damage", damage.orElse(null));
    json.put("examples", examples);
    return json;
  }
}
