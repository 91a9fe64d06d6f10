package io.dataflow.sentinel.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables as another program finds them: by Iceberg's own catalog, not by ours. */
class TablesInPlaceTest {
  private static final TableSpec NOTES =
      new TableSpec(
          "silver",
          "notes",
          List.of(
              Column.required(1, "symbol", Type.TEXT), Column.required(2, "session", Type.DATE)),
          Optional.of("session"),
          List.of("symbol", "session"));

  @TempDir private Path folder;

  @Test
  void icebergsOwnCatalogFindsThemAndPrunesByYear() throws IOException {
    try (Engine engine = new DuckDbEngine(folder.resolve("tmp"))) {
      try (Lake lake = new Lake(engine, folder.resolve("catalog.db"), folder::resolve)) {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"A", LocalDate.of(2023, 3, 1)});
        rows.add(new Object[] {"B", LocalDate.of(2024, 3, 1)});
        engine.load("fresh", NOTES.columns(), rows);
        lake.replaceYears(NOTES, List.of(2023, 2024), "SELECT * FROM fresh", "one", Map.of());
      }
      try (JdbcCatalog catalog = new JdbcCatalog(properties -> new LocalFileIo(), null, false)) {
        catalog.initialize(
            "sentinel",
            Map.of(
                "uri",
                "jdbc:sqlite:" + folder.resolve("catalog.db"),
                "warehouse",
                folder.toString(),
                "jdbc.schema-version",
                "V1"));
        assertThat(catalog.listTables(Namespace.of("silver")))
            .containsExactly(TableIdentifier.of("silver", "notes"));
        Table table = catalog.loadTable(TableIdentifier.of("silver", "notes"));
        List<String> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
            table.newScan().filter(Expressions.greaterThan("session", "2023-12-31")).planFiles()) {
          tasks.forEach(task -> files.add(task.file().location()));
        }
        assertThat(files).hasSize(1);
        assertThat(
                engine.query(
                    "SELECT symbol FROM read_parquet('" + files.get(0) + "')", row -> row.text(1)))
            .containsExactly("B");
      }
    }
  }
}
