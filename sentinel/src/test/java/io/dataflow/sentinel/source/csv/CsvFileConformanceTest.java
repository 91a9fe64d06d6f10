package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.SourceConformance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class CsvFileConformanceTest extends SourceConformance {
  static final String BARS =
      """
      Date,Open,High,Low,Close,Adj Close,Volume
      2024-03-11,10,12,9,11,10.5,1100
      2024-03-08,9,11,8,10,9.5,1000
      """;

  @TempDir Path folder;

  @Override
  protected Source source(Other other) throws IOException {
    Path file = folder.resolve("AAPL.csv");
    switch (other) {
      case WELL -> Files.writeString(file, BARS);
      case EMPTY -> Files.writeString(file, BARS.lines().findFirst().orElseThrow() + "\n");
      case WRONG -> Files.writeString(file, BARS.replace("Close,", "Last,"));
      case GONE -> Files.deleteIfExists(file);
    }
    return CsvSources.of("{symbol}.csv", folder, CsvForm.usual(), NOW);
  }

  @Override
  protected byte[] bytes() {
    return BARS.getBytes(StandardCharsets.UTF_8);
  }
}
