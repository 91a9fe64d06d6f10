package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Row;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads the rows of one table for other programs, in an order that leaves nothing open, so that
 * equal content comes out byte for byte the same.
 */
final class TableExport {
  /** So many rows are in memory at once, or one symbol's. */
  private static final long CHUNK = 100_000;

  private final Engine engine;
  private final Choice choice;
  private final String rows;

  /**
   * Which rows.
   *
   * @param asOf only what was known by then; now when empty
   * @param from first date, included
   * @param to last date, included
   */
  record Choice(
      ExportTable table,
      Optional<Instant> asOf,
      SymbolChoice symbols,
      Optional<LocalDate> from,
      Optional<LocalDate> to) {
    private String condition() {
      String date = Sql.quote(table.date());
      return symbols.condition()
          + from.map(day -> " AND " + date + " >= " + Sql.date(day)).orElse("")
          + to.map(day -> " AND " + date + " <= " + Sql.date(day)).orElse("");
    }
  }

  /** Makes the table readable in the engine; nothing is read yet. */
  TableExport(Engine engine, Lake lake, Choice choice) {
    this.engine = engine;
    this.choice = choice;
    lake.view(choice.table().spec(), "exported");
    lake.view(SilverTables.BAR_VERSIONS, "exported_versions");
    this.rows =
        "SELECT * FROM ("
            + choice.table().rows("exported", "exported_versions", choice.asOf())
            + ") AS known WHERE "
            + choice.condition();
  }

  /** Symbols that follow each other, of few enough rows to be read at once. */
  private record Chunk(String first, String last, long rows) {}

  private List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    engine.query(
        "SELECT symbol, COUNT(*) FROM (" + rows + ") AS counted GROUP BY symbol ORDER BY symbol",
        row -> chunks.add(new Chunk(row.text(1), row.text(1), row.bigint(2))));
    List<Chunk> joined = new ArrayList<>();
    for (Chunk one : chunks) {
      Chunk last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.rows() + one.rows() <= CHUNK) {
        joined.set(
            joined.size() - 1, new Chunk(last.first(), one.last(), last.rows() + one.rows()));
      } else {
        joined.add(one);
      }
    }
    return joined;
  }

  /**
   * Hands every row on, in order.
   *
   * @param stopped asked now and then whether nobody reads any more
   * @return how many rows there were
   */
  long each(RowText text, BooleanSupplier stopped) {
    text.begin(choice.table().columns());
    long count = 0;
    for (Chunk chunk : chunks()) {
      if (stopped.getAsBoolean()) {
        return count;
      }
      String select =
          "SELECT * FROM ("
              + rows
              + ") AS chosen WHERE symbol >= "
              + Sql.text(chunk.first())
              + " AND symbol <= "
              + Sql.text(chunk.last())
              + " ORDER BY "
              + choice.table().order();
      engine.query(select, row -> written(text, row));
      count += chunk.rows();
    }
    text.end();
    return count;
  }

  private boolean written(RowText text, Row row) {
    List<Column> columns = choice.table().columns();
    List<Optional<Object>> values = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      values.add(row.value(i));
    }
    text.row(values);
    return true;
  }

  /** Writes one Parquet file, forced to disk; the name must not be taken. */
  long parquet(Path file) {
    String sorted = rows + " ORDER BY " + choice.table().order();
    return engine.store(sorted, choice.table().columns(), file).rows();
  }

  /** Turns rows into text. */
  interface RowText {
    void begin(List<Column> columns);

    /** A value for each column; empty for null. */
    void row(List<Optional<Object>> values);

    void end();
  }
}
