package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.SourceConformance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class CsvWebConformanceTest extends SourceConformance {
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Source source(Other other) {
    String bars = CsvFileConformanceTest.BARS;
    switch (other) {
      case WELL -> server.serve("/AAPL.csv", 200, bars);
      case EMPTY -> server.serve("/AAPL.csv", 200, bars.lines().findFirst().orElseThrow() + "\n");
      case WRONG -> server.serve("/AAPL.csv", 200, bars.replace("2024-03-08", "8 March"));
      case GONE -> server.close();
    }
    return CsvSources.of(server.base() + "/{symbol}.csv", Path.of("."), CsvForm.usual(), NOW);
  }

  @Override
  protected byte[] bytes() {
    return CsvFileConformanceTest.BARS.getBytes(StandardCharsets.UTF_8);
  }
}
