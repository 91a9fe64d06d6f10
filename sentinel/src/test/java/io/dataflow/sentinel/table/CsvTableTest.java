package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.DuckDbEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest implements TableConformance {
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
    String header = line(made.stream().map(Column::name).toList());
    String text = header + rows.stream().map(CsvTableTest::line).collect(Collectors.joining());
    try {
      Files.writeString(folder.resolve("bars.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileTable(engine, List.of("bars.csv"), folder, columns);
  }

  private static String line(List<String> values) {
    return values.stream()
            .map(v -> v == null ? "" : "\"" + v.replace("\"", "\"\"") + "\"")
            .collect(Collectors.joining(","))
        + "\n";
  }
}
