package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.bronze.Bronze;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOrderTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aRunIsNamedAfterTheInstantItStarted() throws IOException {
    assertThat(RunOrder.after(new Bronze(folder), NOW)).isEqualTo(NOW);
    receipts("20260304T115959999Z-ffff");
    receipts("import-99991231");
    assertThat(RunOrder.after(new Bronze(folder), NOW)).isEqualTo(NOW);
  }

  @Test
  void afterTheClockWasSetBackANameStillComesAfterThoseThatAreThere() throws IOException {
    receipts("20260304T130000000Z-0001");
    receipts("20260304T120000000Z-0001");
    Instant next = RunOrder.after(new Bronze(folder), NOW);

    assertThat(next).isEqualTo(Instant.parse("2026-03-04T13:00:00.001Z"));
    assertThat(Runner.newRunId(next)).isGreaterThan("20260304T130000000Z-ffff");
  }

  @Test
  void twoRunsOfOneMillisecondHaveTheirOrderToo() throws IOException {
    receipts("20260304T120000000Z-ffff");
    assertThat(RunOrder.after(new Bronze(folder), NOW)).isEqualTo(NOW.plusMillis(1));
  }

  private void receipts(String run) throws IOException {
    Path receipts = Files.createDirectories(folder.resolve("receipts"));
    Files.writeString(receipts.resolve(run + ".jsonl"), "");
  }
}
