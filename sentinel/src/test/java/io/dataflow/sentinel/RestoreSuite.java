package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.bronze.BronzeException;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that loses its disk, and its twin that keeps it, see the same. */
abstract class RestoreSuite {
  private static final List<Instant> DAYS =
      List.of(History.THURSDAY, History.FRIDAY, History.MONDAY, History.TUESDAY, History.WEDNESDAY);

  /** What tells of runs, which differ, and of bronze, which is what was lost. */
  private static final List<String> OF_RUNS =
      List.of("run", "run_stage", "batch", "batch_receipt_run", "schema_version");

  @TempDir private Path folder;

  abstract RealPostgres postgres();

  @Test
  void aRunnerThatIsNewEachDayEqualsAMachineThatKeptItsDisk() throws IOException, SQLException {
    RealPostgres.Database keeping = postgres().database();
    RealPostgres.Database losing = postgres().database();
    Path kept = folder.resolve("kept");
    try (Bed bed = History.bed(folder)) {
      for (int i = 0; i < DAYS.size(); i++) {
        Path fresh = folder.resolve("day-" + i);
        RunReport one = bed.ledgerIn(Optional.of(keeping.address())).run(kept, DAYS.get(i));
        RunReport two = bed.ledgerIn(Optional.of(losing.address())).run(fresh, DAYS.get(i));

        assertThat(two.problems()).as("day %d", i).isEqualTo(one.problems());
        assertThat(two.exitCode()).isEqualTo(one.exitCode());
        assertThat(Bed.tables(fresh)).as("day %d", i).isEqualTo(Bed.tables(kept));
        for (String file : List.of("gold/freshness.json", "gold/aggregates.csv")) {
          assertThat(fresh.resolve(file)).hasSameTextualContentAs(kept.resolve(file));
        }
        assertThat(ledger(losing)).as("day %d", i).isEqualTo(ledger(keeping));
        assertThat(published(losing)).as("day %d", i).isEqualTo(published(keeping));
      }
      assertThat(Bed.tables(kept).get("silver.bar_versions")).isNotEmpty();
      assertThat(Bed.tables(kept).get("silver.quarantine")).isNotEmpty();
      rebuildsEqual(bed, folder.resolve("day-4"));
    }
  }

  /** Bronze holds the evidence of all that was restored. */
  private static void rebuildsEqual(Bed bed, Path data) {
    Map<String, List<String>> before = Bed.tables(data);
    try (Sentinel sentinel = bed.open(data, History.WEDNESDAY)) {
      Rebuild.Report report =
          new Rebuild(sentinel, "again", step -> {}).silver(Rebuild.NoEvidence.REFUSE);
      assertThat(report.withoutEvidence()).isEmpty();
      assertThat(report.tables()).allMatch(TableChange::same);
    }
    assertThat(Bed.tables(data)).isEqualTo(before);
  }

  private static Map<String, List<String>> ledger(RealPostgres.Database database)
      throws SQLException {
    Map<String, List<String>> tables = rows(database, "sentinel_ledger");
    OF_RUNS.forEach(tables::remove);
    return tables;
  }

  private static Map<String, List<String>> published(RealPostgres.Database database)
      throws SQLException {
    Map<String, List<String>> tables = rows(database, "public");
    List.of("run", "sentinel_published").forEach(tables::remove);
    return tables;
  }

  private static Map<String, List<String>> rows(RealPostgres.Database database, String schema)
      throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = database.connected().connect(Duration.ofSeconds(60));
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = '" + schema + "'")) {
        while (found.next()) {
          names.add(found.getString(1));
        }
      }
      for (String name : names) {
        List<String> rows = new ArrayList<>();
        try (ResultSet found =
            statement.executeQuery(
                "SELECT to_jsonb(t) - 'id' - 'run_id' - 'batch_id' FROM %s.%s t"
                    .formatted(schema, name))) {
          while (found.next()) {
            rows.add(found.getString(1));
          }
        }
        tables.put(name, rows.stream().sorted().toList());
      }
    }
    return tables;
  }

  @Test
  void aRestoreThatWasCutOffIsBegunAgain() throws IOException {
    String url = postgres().database().address();
    try (Bed bed = History.bed(folder)) {
      bed.ledgerIn(Optional.of(url)).run(folder.resolve("first"), History.MONDAY);
      Map<String, List<String>> before = Bed.tables(folder.resolve("first"));
      Path second = folder.resolve("second");
      try (Sentinel sentinel = bed.open(second, History.MONDAY)) {
        sentinel.ledger().open();
        restore(sentinel, "20260202T233000000Z-0001");
      }
      // as if it had been killed before its last vintage, and before silver
      Path receipts = second.resolve("bronze/receipts/20260202T233000000Z+restored.jsonl");
      List<String> lines = Files.readAllLines(receipts);
      Files.writeString(receipts, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
      Bed.remove(second.resolve("silver"));
      Files.deleteIfExists(second.resolve("catalog.db"));
      RunReport report = bed.run(second, History.MONDAY);

      assertThat(report.stages()).anyMatch(s -> s.detail().contains("silver.bars"));
      assertThat(Bed.tables(second)).isEqualTo(before);
    }
  }

  @Test
  void aRestoreThatWasCutOffBeforeItsBarsIsFinished() throws IOException {
    String url = postgres().database().address();
    try (Bed bed = History.bed(folder)) {
      bed.ledgerIn(Optional.of(url)).run(folder.resolve("first"), History.MONDAY);
      Map<String, List<String>> before = Bed.tables(folder.resolve("first"));
      Path second = folder.resolve("second");
      try (Sentinel sentinel = bed.open(second, History.MONDAY)) {
        sentinel.ledger().open();
        restore(sentinel, "20260202T233000000Z-0001");
      }
      Bed.remove(second.resolve("silver/bars"));
      Files.delete(second.resolve("catalog.db")); // the tables that are there tell of themselves
      bed.ledgerIn(Optional.empty()); // another ledger, which has not heard of the batch
      bed.run(second, History.MONDAY);

      assertThat(Bed.tables(second)).isEqualTo(before);
    }
  }

  @Test
  void aRestoredVintageThatIsNoLongerWhatWasReadIsNamed() throws IOException {
    String url = postgres().database().address();
    try (Bed bed = History.bed(folder)) {
      bed.ledgerIn(Optional.of(url)).run(folder.resolve("first"), History.MONDAY);
      Path second = folder.resolve("second");
      bed.run(second, History.MONDAY);
      Path rows;
      try (Stream<Path> files = Files.list(second.resolve("bronze/restored/BARS"))) {
        rows = files.findFirst().orElseThrow();
      }
      Files.write(rows, Arrays.copyOf(Files.readAllBytes(rows), 100));
      try (Sentinel sentinel = bed.open(second, History.MONDAY)) {
        Rebuild rebuild = new Rebuild(sentinel, "again", step -> {});
        assertThatThrownBy(() -> rebuild.silver(Rebuild.NoEvidence.REFUSE))
            .isInstanceOf(BronzeException.class)
            .hasMessageContaining(rows.getFileName().toString())
            .hasMessageContaining("it is cut off");
      }
    }
  }

  @Test
  void aLostLedgerDoesNotRestoreOverWhatCameSince() throws IOException {
    String url = postgres().database().address();
    try (Bed bed = History.bed(folder)) {
      bed.ledgerIn(Optional.of(url)).run(folder.resolve("first"), History.THURSDAY);
      Path second = folder.resolve("second");
      bed.run(second, History.THURSDAY);
      bed.run(second, History.MONDAY);
      Map<String, List<String>> before = Bed.tables(second);
      bed.ledgerIn(Optional.empty()); // another ledger, which knows of nothing
      bed.run(second, History.MONDAY);

      assertThat(Bed.tables(second)).isEqualTo(before);
    }
  }

  private static void restore(Sentinel sentinel, String run) {
    Map<String, Long> rows =
        new Restorer(sentinel)
            .restore(sentinel.requiredWarehouse(), run, sentinel.clock().instant());
    assertThat(rows).containsKeys("silver.bars", "silver.quarantine", "silver.corporate_actions");
  }
}
