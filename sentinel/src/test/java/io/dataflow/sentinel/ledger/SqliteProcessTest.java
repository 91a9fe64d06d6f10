package io.dataflow.sentinel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One ledger file and several processes, some of which are killed. */
class SqliteProcessTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  @Test
  void keepsWhatTwoProcessesWriteAtOnce() throws Exception {
    Process one = LedgerWriter.start(file(), "one", 40);
    Process two = LedgerWriter.start(file(), "two", 40);

    assertThat(lines(one)).hasSize(40);
    assertThat(lines(two)).hasSize(40);
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.openBatches()).hasSize(80);
      assertThat(ledger.openIntents()).hasSize(160);
    }
  }

  /** Killed after a random number of acknowledged batches, at whatever it is doing then. */
  @Test
  @Tag("slow")
  void losesNoAcknowledgedBatchWhenKilled() throws Exception {
    Random random = new Random(20_240_703);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      Process writer = LedgerWriter.start(file(), "r" + round, 100_000);
      int until = random.nextInt(15);
      BufferedReader reader = writer.inputReader(StandardCharsets.UTF_8);
      for (int i = 0; i < until; i++) {
        acknowledged.add(reader.readLine());
      }
      Thread.sleep(random.nextInt(20));
      writer.toHandle().destroyForcibly(); // not Process.destroyForcibly, which drops the output
      writer.waitFor();
      reader.lines().forEach(acknowledged::add);
      requireWhole(acknowledged);
    }
    assertThat(acknowledged).hasSizeGreaterThan(100);
  }

  /** Every acknowledged batch is there, and each batch that is there has all its parts. */
  private void requireWhole(List<String> acknowledged) {
    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.check().problem()).isEmpty();
      List<Batch> batches = ledger.openBatches();
      assertThat(batches)
          .extracting(b -> b.open().batchId())
          .containsAll(acknowledged)
          .hasSizeLessThanOrEqualTo(acknowledged.size() + 20);
      assertThat(batches).allMatch(b -> b.open().receiptRuns().size() == 1);
      assertThat(ledger.openIntents()).hasSize(2 * batches.size());
      assertThat(ledger.looks(Records.BARS, Records.SESSION))
          .hasSize(LedgerWriter.LOOKS * batches.size());
    }
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      return reader.lines().toList();
    }
  }
}
