package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.lake.LakeUpkeep;
import io.dataflow.sentinel.lake.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What maintenance removes, and that no row and no verdict goes with it. */
@Tag("slow")
class MaintenanceTest {
  /** Snapshots and files carry the real time, and this is long after it. */
  private static final Instant LONG_AFTER = Instant.now().plus(Duration.ofDays(30));

  @TempDir private static Path folder;
  private static Bed bed;
  private static Path history;
  private static Map<String, List<String>> tables;

  @BeforeAll
  static void livesThroughDays() throws IOException {
    bed = History.bed(folder);
    Files.writeString(
        bed.settingsFile(),
        Files.readString(bed.settingsFile())
            + "maintenance: {merge_from: 2, log_size: 1024, keep_vintages: P30D}\n");
    history = folder.resolve("history");
    bed.run(history, History.THURSDAY);
    bed.run(history, History.FRIDAY);
    bed.run(history, History.MONDAY);
    bed.run(history, History.TUESDAY);
    tables = Bed.tables(history);
  }

  @AfterAll
  static void stops() throws IOException {
    bed.close();
  }

  private static Path data(String name) throws IOException {
    return Bed.copy(history, folder.resolve(name));
  }

  private static MaintenanceReport maintained(Path data, Removals.Mode mode, Instant now) {
    try (Sentinel sentinel = bed.open(data, History.TUESDAY)) {
      return maintenance(sentinel, mode, now).run(step -> {});
    }
  }

  private static Maintenance maintenance(Sentinel sentinel, Removals.Mode mode, Instant now) {
    return new Maintenance(sentinel, "maintain-test", mode, now, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void assertNothingUnneeded(Path data) {
    try (Sentinel sentinel = bed.open(data, History.TUESDAY)) {
      for (TableSpec table : LakeSweep.TABLES) {
        assertThat(new LakeUpkeep(sentinel.lake()).unneeded(table, List.of()))
            .as(table.fullName())
            .isEmpty();
      }
    }
  }

  @Test
  void nothingIsTakenFromReadersAtWork() throws IOException {
    Path data = data("at-work");
    Map<String, List<String>> before = Bed.tables(data);
    MaintenanceReport report = maintained(data, Removals.Mode.REAL, Instant.now());
    assertThat(report.removed()).extracting(Leftover::kind).doesNotContain(Leftover.Kind.SNAPSHOT);
    assertThat(Bed.tables(data)).isEqualTo(before).isEqualTo(tables);
  }

  @Test
  void theFolderGetsSmallerAndEveryRowStays() throws IOException {
    Path data = data("smaller");
    Bed.tables(data);
    MaintenanceReport merged = maintained(data, Removals.Mode.REAL, LONG_AFTER);
    MaintenanceReport report =
        maintained(data, Removals.Mode.REAL, LONG_AFTER.plus(Duration.ofDays(30)));
    assertThat(report.exitCode()).isZero();
    assertThat(Bed.tables(data)).isEqualTo(tables);
    assertNothingUnneeded(data);
    assertThat(merged.swept()).anyMatch(swept -> swept.merged() > 1 && swept.into() == 1);
    assertThat(report.after().part("silver").files())
        .isLessThan(merged.before().part("silver").files());
    assertThat(report.after().total().bytes()).isLessThan(merged.before().total().bytes());
    assertThat(Files.readString(data.resolve("logs/pipeline.json")))
        .contains("\"message\":\"removed\"", "\"message\":\"maintenance ended\"");

    RunReport next = bed.run(data, History.WEDNESDAY);
    assertThat(next.problems()).noneMatch(p -> p.contains("cannot be read"));
    Map<String, List<String>> afterwards = Bed.tables(data);
    Path undisturbed = data("undisturbed");
    bed.run(undisturbed, History.WEDNESDAY);
    assertThat(afterwards).isEqualTo(Bed.tables(undisturbed));
  }

  @Test
  void aRehearsalNamesWhatGoesAndChangesNothing() throws IOException {
    Path data = data("rehearsal");
    Bed.tables(data);
    Map<String, String> files =
        Bed.files(data, name -> !name.contains("run.lock") && !name.contains(".db"));
    MaintenanceReport report = maintained(data, Removals.Mode.REHEARSAL, LONG_AFTER);
    assertThat(report.removed()).isNotEmpty().allMatch(r -> r.bytes() >= 0 && !r.why().isBlank());
    assertThat(report.text()).contains("A dry run: nothing was changed.", "would be removed");
    assertThat(Bed.files(data, name -> !name.contains("run.lock") && !name.contains(".db")))
        .isEqualTo(files);
    assertThat(maintained(data, Removals.Mode.REAL, LONG_AFTER).removed())
        .extracting(r -> r.file().toString())
        .containsAll(
            report.removed().stream()
                .map(r -> r.file().toString())
                .filter(name -> name.endsWith(".parquet") || name.endsWith(".gz"))
                .toList());
  }

  /** The progress it tells stands at every place it can be killed at. */
  @Test
  void killedAtAnyStepEverythingIsReadableAndTheNextOneFinishes() throws IOException {
    int steps = 0;
    boolean finished = false;
    while (!finished) {
      Path data = data("killed-" + steps);
      Killed killed = new Killed(steps);
      try (Sentinel sentinel = bed.open(data, History.TUESDAY)) {
        maintenance(sentinel, Removals.Mode.REAL, LONG_AFTER).run(killed::step);
        finished = true;
      } catch (Killed.Here e) {
        assertThat(Bed.tables(data)).as("killed at step %d", steps).isEqualTo(tables);
        maintained(data, Removals.Mode.REAL, LONG_AFTER.plus(Duration.ofDays(30)));
        assertThat(Bed.tables(data)).isEqualTo(tables);
        assertNothingUnneeded(data);
      }
      Bed.remove(data);
      steps = finished ? steps : steps + Math.max(1, steps / 2);
    }
    assertThat(steps).isGreaterThan(10);
  }

  /** Throws at one step. */
  private static final class Killed {
    private int left;

    Killed(int after) {
      left = after;
    }

    void step(String what) {
      if (left-- == 0) {
        throw new Here(what);
      }
    }

    private static final class Here extends RuntimeException {
      private static final long serialVersionUID = 1L;

      Here(String what) {
        super(what);
      }
    }
  }

  @Test
  void whatKilledWritersLeftGoesWhenItIsOldEnough() throws IOException {
    Path data = data("strays");
    Bed.tables(data);
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    List<Path> strays =
        List.of(
            data.resolve("bronze/yahoo/IBM/.landing-1.tmp"),
            data.resolve("gold/.freshness.json.tmp"),
            data.resolve("silver/bars/data/session_year=2026/left.parquet"),
            data.resolve("silver/bars/metadata/.left.avro.tmp"));
    for (Path stray : strays) {
      Files.writeString(stray, "left");
      Files.setLastModifiedTime(stray, FileTime.from(hourAgo));
    }
    Path young = Files.writeString(data.resolve("silver/bars/data/young.parquet"), "young");
    Path rebuild = Files.createDirectories(data.resolve(".rebuild/silver"));
    Files.writeString(rebuild.resolve("half.parquet"), "half");
    Path publish = Files.createDirectories(data.resolve(".publish"));
    Files.writeString(publish.resolve("part.csv"), "half");
    MaintenanceReport report = maintained(data, Removals.Mode.REAL, Instant.now());
    assertThat(publish).doesNotExist();
    assertThat(report.removed()).extracting(Leftover::file).containsAll(strays);
    assertThat(strays).noneMatch(Files::exists);
    assertThat(young).exists();
    assertThat(report.text()).contains("files that no table names are younger than");
    assertThat(data.resolve(".rebuild")).doesNotExist();
    assertThat(Bed.tables(data)).isEqualTo(tables);
  }

  @Test
  void whileARunIsAtWorkNothingIsTouched() throws IOException {
    Path data = data("locked");
    try (RunLock lock =
        RunLock.taken(data, "another", Clock.systemUTC(), Waiting.none(line -> {}))) {
      assertThatThrownBy(() -> maintained(data, Removals.Mode.REAL, LONG_AFTER))
          .isInstanceOf(RunLock.LockedException.class)
          .hasMessageContaining("run another");
    }
  }

  @Test
  void whatACutOffRunNeedsIsLeftForIt() throws IOException {
    Path data = data("cut-off");
    Bed.tables(data);
    Path receipts = data.resolve("bronze/receipts");
    String newest = newestRun(data);
    Files.writeString(
        receipts.resolve("29990101T000000000Z-0000.jsonl"),
        Files.readString(receipts.resolve(newest + ".jsonl"))
            .replace(newest, "29990101T000000000Z-0000"));
    MaintenanceReport report = maintained(data, Removals.Mode.REAL, LONG_AFTER);
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.warnings())
        .singleElement()
        .asString()
        .contains("29990101T000000000Z-0000", "Next: sentinel run");
    assertThat(report.swept()).allMatch(swept -> swept.merged() == 0);
    assertThat(Bed.tables(data)).isEqualTo(tables);
  }

  private static String newestRun(Path data) {
    try (Sentinel sentinel = bed.open(data, History.TUESDAY)) {
      List<String> runs = sentinel.bronze().runs();
      return runs.get(runs.size() - 1);
    }
  }

  @Test
  void answersThatContributedNothingArePrunedAndSilverIsStillMadeAgainFromTheRest()
      throws IOException {
    Path data = folder.resolve("vintages");
    bed.run(data, History.THURSDAY);
    // asked three times about the same settled bars
    Instant night = Instant.parse("2026-01-31T23:30:00Z");
    for (int hour = 0; hour < 3; hour++) {
      bed.run(data, night.plusSeconds(hour * 3600L));
    }
    bed.run(data, History.MONDAY);
    Map<String, List<String>> before = Bed.tables(data);
    Instant later = LONG_AFTER.plus(Duration.ofDays(60));
    MaintenanceReport report = maintained(data, Removals.Mode.REAL, later);
    try (Sentinel sentinel = bed.open(data, History.MONDAY)) {
      java.util.Set<Receipt.Id> pruned = sentinel.bronze().pruned().ids();
      long gone = report.removed().stream().filter(r -> r.kind() == Leftover.Kind.VINTAGE).count();
      assertThat(pruned).isNotEmpty();
      assertThat(gone).isBetween(1L, (long) pruned.size());
      Rebuild.Report again =
          new Rebuild(sentinel, "rebuild-test", step -> {}).silver(Rebuild.NoEvidence.REFUSE);
      assertThat(again.done()).isTrue();
      assertThat(again.tables()).allMatch(TableChange::same);
    }
    assertThat(Bed.tables(data)).isEqualTo(before);
  }

  @Test
  void theLogIsPutAsideWhenItHasGrown() throws IOException {
    Path data = data("log");
    Path log = data.resolve("logs/pipeline.json");
    long size = Files.size(log);
    assertThat(size).isGreaterThan(1024);
    MaintenanceReport report = maintained(data, Removals.Mode.REAL, Instant.now());
    Path aside = report.aside().orElseThrow();
    assertThat(Files.size(aside)).isEqualTo(size);
    assertThat(log).exists();
    Files.setLastModifiedTime(aside, FileTime.from(Instant.now().minus(Duration.ofDays(91))));
    assertThat(maintained(data, Removals.Mode.REAL, Instant.now().plusSeconds(5)).removed())
        .extracting(Leftover::file)
        .contains(aside);
    assertThat(aside).doesNotExist();
  }
}
