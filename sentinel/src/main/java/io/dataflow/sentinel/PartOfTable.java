package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Replaces the rows of some symbols in a table; the rows of the others stay as they are. */
final class PartOfTable {
  private static final String PRESENT = "rows_there";

  private final Engine engine;
  private final Lake lake;
  private final TableSpec table;

  PartOfTable(Engine engine, Lake lake, TableSpec table) {
    this.engine = engine;
    this.lake = lake;
    this.table = table;
  }

  /**
   * Replaces them in one commit; years in which none of them differ are left alone.
   *
   * @param content the name of the table's new content in the engine, of the symbols at least
   */
  void replace(SymbolChoice symbols, String content, String batch) {
    lake.view(table, PRESENT);
    String rows = rows(symbols.of(content)) + " UNION ALL " + rows(symbols.notOf(PRESENT));
    Map<Integer, String> builtFrom = lake.builtFrom(table);
    Optional<String> year = table.yearOf();
    if (year.isPresent()) {
      String gone = rows(symbols.of(PRESENT)) + " EXCEPT ALL " + rows(symbols.of(content));
      String added = rows(symbols.of(content)) + " EXCEPT ALL " + rows(symbols.of(PRESENT));
      TreeSet<Integer> years = years(gone, year.get());
      years.addAll(years(added, year.get()));
      lake.replaceYears(table, years, rows, batch, builtFrom);
    } else {
      lake.replace(table, rows, batch, builtFrom);
    }
  }

  private String rows(String select) {
    return "SELECT " + table.columnList() + " FROM (" + select + ") AS chosen";
  }

  private TreeSet<Integer> years(String select, String column) {
    return new TreeSet<>(
        engine.query(
            "SELECT DISTINCT CAST(EXTRACT(YEAR FROM "
                + Sql.quote(column)
                + ") AS INTEGER) FROM ("
                + select
                + ") AS differing",
            row -> row.integer(1)));
  }
}
