package io.dataflow.sentinel.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.LocalFiles;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.SourceConformance;
import io.dataflow.sentinel.source.csv.CsvColumn;
import io.dataflow.sentinel.source.csv.CsvForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetConformanceTest extends SourceConformance {
  private static final List<Column> COLUMNS =
      List.of(
          Column.optional(1, "ticker", Type.TEXT),
          Column.optional(2, "day", Type.DATE),
          Column.optional(3, "open", Type.DOUBLE),
          Column.optional(4, "high", Type.DOUBLE),
          Column.optional(5, "low", Type.DOUBLE),
          Column.optional(6, "close", Type.DOUBLE),
          Column.optional(7, "volume", Type.BIGINT));

  @TempDir Path folder;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(folder.resolve("engine"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void store(String rows) throws IOException {
    Path file = folder.resolve("bars.parquet");
    Files.deleteIfExists(file);
    engine.store(
        "SELECT ticker, CAST(day AS DATE) AS day, open, high, low, close, volume FROM (VALUES "
            + rows
            + ") AS r(ticker, day, open, high, low, close, volume)",
        COLUMNS,
        file);
  }

  @Override
  protected Source source(Other other) throws IOException {
    String old = "('AAPL', '2024-01-02', 7E0, 7E0, 7E0, 7E0, 7)";
    String well =
        old
            + ", ('AAPL', '2024-03-11', 10E0, 12E0, 9E0, 11E0, 1100)"
            + ", ('MSFT', '2024-03-11', 1E0, 1E0, 1E0, 1E0, 1)"
            + ", ('AAPL', '2024-03-08', 9E0, 11E0, 8E0, 10.5E0, 1000)";
    store(other == Other.EMPTY ? old : well);
    if (other == Other.GONE) {
      Files.writeString(folder.resolve("bars.parquet"), "no parquet");
    }
    Map<CsvColumn, String> columns =
        Map.of(
            CsvColumn.SYMBOL, "ticker", CsvColumn.SESSION, other == Other.WRONG ? "date" : "day");
    return new ParquetSource(
        "lakehouse",
        new LocalFiles("*.parquet", folder, ".parquet"),
        CsvForm.usual().withColumns(columns),
        engine,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** The instrument's rows of the range, as text. */
  @Override
  protected byte[] bytes() {
    return """
        day,open,high,low,close,volume,ticker
        2024-03-08,9.0,11.0,8.0,10.5,1000,AAPL
        2024-03-11,10.0,12.0,9.0,11.0,1100,AAPL
        """
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void saysWhichFilesTheRowsAreFrom() throws IOException {
    Answer answer = source(Other.WELL).fetch(request("AAPL")).answer().orElseThrow();
    Path file = folder.resolve("bars.parquet");
    assertThat(answer.headers())
        .containsEntry("files", file.toString())
        .containsEntry("origin_files", "1")
        .containsEntry("origin_bytes", String.valueOf(Files.size(file)))
        .containsKey("origin_modified");
  }

  @Test
  void saysThatAFileIsNoParquetFile() throws IOException {
    Fetched fetched = source(Other.GONE).fetch(request("AAPL"));
    assertThat(fetched.failure().orElseThrow()).contains("cannot be read").contains("Is it whole");
  }
}
