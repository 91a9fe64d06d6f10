package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Simulated weeks of a run each working day, without maintenance and with one a month: prints how
 * large the folder gets. {@code make bench-disk} plays a whole year.
 */
@Tag("slow")
class DiskYearTest {
  private static final List<String> ASSETS = List.of("AAPL", "SPY", "BTC-USD");
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 2);
  private static final int DAYS = Integer.getInteger("sentinel.disk.days", 40);
  private static final int MONTH = 30;
  private static final int QUARTER = 91;

  @TempDir private Path folder;

  @Test
  void aYearOfDailyRunsIsBoundedByMaintenance() throws IOException {
    try (Bed bed = new Bed(folder, ASSETS, "2015-01-01", "faults: []\n")) {
      Path plain = folder.resolve("plain");
      Path kept = folder.resolve("kept");
      print(
          "AFTER", "MAINTAINED", "bronze", "silver", "gold", "logs", "state", "silver+gold files");
      int runs = year(bed, plain, false);
      assertThat(year(bed, kept, true)).isEqualTo(runs);
      maintain(bed, kept, 1);
      maintain(bed, kept, 2);
      DiskUse without = use(bed, plain);
      DiskUse with = use(bed, kept);
      show(DAYS, "twice at the end", with);
      assertThat(content(kept)).isEqualTo(content(plain));
      long fresh = written(bed, kept);
      print("freshly written", "", "", DiskUse.words(fresh) + " with gold");
      assertThat(lakeBytes(with)).isLessThan(3 * fresh + (1 << 20));
      assertThat(lakeFiles(with)).isLessThan(150);
      if (DAYS > 2 * QUARTER) {
        assertThat(lakeBytes(with)).isLessThan(lakeBytes(without) / 4);
        assertThat(lakeFiles(with)).isLessThan(lakeFiles(without) / 10);
      }
    }
  }

  private int year(Bed bed, Path data, boolean maintained) {
    int runs = 0;
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = FIRST.plusDays(day);
      if (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
        bed.run(data, date.atTime(23, 30).toInstant(ZoneOffset.UTC));
        runs++;
      }
      if (maintained && day % MONTH == MONTH - 1) {
        maintain(bed, data, day);
      }
      if (day % QUARTER == QUARTER - 1 || day == DAYS - 1) {
        show(day + 1, maintained ? "monthly" : "never", use(bed, data));
      }
    }
    return runs;
  }

  /**
   * Snapshots carry the real time, however quickly the year goes by, so this one is later still.
   */
  private static void maintain(Bed bed, Path data, int day) {
    Instant later = Instant.now().plus(Duration.ofDays(MONTH));
    try (Sentinel sentinel = bed.open(data, FIRST.atStartOfDay().toInstant(ZoneOffset.UTC))) {
      Clock wall = Clock.fixed(later, ZoneOffset.UTC);
      MaintenanceReport report =
          new Maintenance(sentinel, "maintain-" + day, Removals.Mode.REAL, later, wall)
              .run(step -> {});
      assertThat(report.exitCode()).isZero();
    }
  }

  private static DiskUse use(Bed bed, Path data) {
    try (Sentinel sentinel = bed.open(data, Instant.EPOCH)) {
      return DiskUse.of(sentinel.settings().paths());
    }
  }

  /** All rows but what differs from run to run: which answer brought them. */
  private static Map<String, List<String>> content(Path data) {
    Map<String, List<String>> tables = Bed.tables(data);
    tables.replaceAll(
        (table, rows) ->
            rows.stream().map(row -> row.replaceAll("[0-9a-f]{64}", "vintage")).sorted().toList());
    return tables;
  }

  /** Bytes of a lake with the same rows that was written once. */
  private long written(Bed bed, Path data) throws IOException {
    Path anew = folder.resolve("fresh");
    try (Sentinel sentinel = bed.open(data, Instant.EPOCH);
        Lake lake = new Lake(sentinel.engine(), anew.resolve("catalog.db"), anew::resolve)) {
      for (TableSpec table : LakeSweep.TABLES) {
        sentinel.lake().view(table, "rows");
        if (table.yearOf().isPresent()) {
          lake.replaceYears(
              table,
              sentinel.lake().years(table).keySet(),
              "SELECT * FROM rows",
              "fresh",
              Map.of());
        } else {
          lake.replace(table, "SELECT * FROM rows", "fresh", Map.of());
        }
      }
    }
    try (Stream<Path> files = Files.walk(anew)) {
      return files
          .filter(f -> f.startsWith(anew.resolve("silver")) || f.startsWith(anew.resolve("gold")))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }

  private static long lakeBytes(DiskUse use) {
    return use.part("silver").bytes() + use.part("gold").bytes();
  }

  private static long lakeFiles(DiskUse use) {
    return use.part("silver").files() + use.part("gold").files();
  }

  private static void show(int day, String maintained, DiskUse use) {
    print(
        "day " + day,
        maintained,
        DiskUse.words(use.part("bronze").bytes()),
        DiskUse.words(use.part("silver").bytes()),
        DiskUse.words(use.part("gold").bytes()),
        DiskUse.words(use.part("logs").bytes()),
        DiskUse.words(use.part("state").bytes()),
        Long.toString(lakeFiles(use)));
  }

  private static void print(String... cells) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(String.format(Locale.ROOT, "%-18s", cell));
    }
    System.out.println(line.toString().stripTrailing());
  }
}
