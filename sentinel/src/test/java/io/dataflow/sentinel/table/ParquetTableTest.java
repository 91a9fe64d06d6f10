package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest implements TableConformance {
  @TempDir private Path folder;
  private DuckDbEngine engine;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(folder.resolve(".tmp"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Override
  public Table table(TableColumns columns, List<Column> made, List<List<String>> rows) {
    write(engine, made, rows, folder.resolve("bars.parquet"));
    return new FileTable(engine, List.of("bars.parquet"), folder, columns);
  }

  /** Writes a file of Parquet, as another program would. */
  static void write(DuckDbEngine engine, List<Column> made, List<List<String>> rows, Path file) {
    List<io.dataflow.sentinel.engine.Column> columns = new ArrayList<>();
    for (Column one : made) {
      columns.add(
          io.dataflow.sentinel.engine.Column.optional(
              columns.size() + 1, one.name(), io.dataflow.sentinel.engine.Column.Type.TEXT));
    }
    engine.load("made", columns, rows.stream().map(List::toArray).toList());
    List<String> converted =
        made.stream()
            .map(c -> "CAST(%1$s AS %2$s) AS %1$s".formatted(Sql.quote(c.name()), type(c.kind())))
            .toList();
    engine.store("SELECT " + String.join(", ", converted) + " FROM made", columns, file);
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case TEXT -> "VARCHAR";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
      case INSTANT -> "TIMESTAMP WITH TIME ZONE";
      case NUMBER -> "DOUBLE";
    };
  }
}
