package io.dataflow.sentinel.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class LakeUpkeepTest {
  private static final Instant FAR_AHEAD = Instant.parse("2190-01-01T00:00:00Z");
  private static final long HUGE = 1L << 40;

  private static final TableSpec NOTES =
      new TableSpec(
          "silver",
          "notes",
          List.of(
              Column.required(1, "symbol", Type.TEXT), Column.required(2, "session", Type.DATE)),
          Optional.empty(),
          List.of("symbol", "session"));

  private static final TableSpec BY_YEAR =
      new TableSpec("silver", "by_year", NOTES.columns(), Optional.of("session"), NOTES.sort());

  @TempDir private Path folder;
  private Engine engine;
  private Lake lake;
  private LakeUpkeep upkeep;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(folder.resolve("tmp"));
    lake = lake();
    upkeep = new LakeUpkeep(lake);
  }

  private Lake lake() {
    return new Lake(engine, folder.resolve("catalog.db"), folder::resolve);
  }

  @AfterEach
  void close() {
    lake.close();
    engine.close();
  }

  private void rows(String... symbols) {
    List<Object[]> rows = new ArrayList<>();
    for (String symbol : symbols) {
      rows.add(new Object[] {symbol, LocalDate.of(2024, 3, 1)});
    }
    engine.load("fresh", NOTES.columns(), rows);
  }

  private void append(String batch, String... symbols) {
    rows(symbols);
    lake.append(NOTES, "SELECT * FROM fresh", batch);
  }

  private List<String> content(TableSpec table, Lake of) {
    of.view(table, "content");
    return engine.query("SELECT symbol FROM content ORDER BY symbol", row -> row.text(1));
  }

  private long dataFiles(TableSpec table) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("silver").resolve(table.name()))) {
      return files.filter(f -> f.toString().endsWith(".parquet")).count();
    }
  }

  private void removeUnneeded(TableSpec table) throws IOException {
    for (Path file : upkeep.unneeded(table, List.of())) {
      Files.delete(file);
    }
  }

  @Test
  void aChecksumGoesWithTheFileItIsOf() throws IOException {
    for (String symbol : List.of("A", "B", "C", "D")) {
      rows(symbol);
      lake.replace(NOTES, "SELECT * FROM fresh", symbol, Map.of());
    }
    upkeep.expire(NOTES, upkeep.expirable(NOTES, FAR_AHEAD));
    removeUnneeded(NOTES);
    try (Stream<Path> files = Files.walk(folder.resolve("silver").resolve(NOTES.name()))) {
      List<Path> checksums =
          files.filter(f -> f.getFileName().toString().endsWith(".crc")).toList();
      assertThat(checksums)
          .isNotEmpty()
          .allSatisfy(
              c -> {
                String name = c.getFileName().toString();
                String of = name.substring(1, name.length() - ".crc".length());
                assertThat(c.resolveSibling(of)).exists();
              });
    }
  }

  @Test
  void keepsWhatWasCurrentUntilAMomentAgoHoweverOldItIs() {
    append("one", "A");
    append("two", "B");
    append("three", "C");
    append("four", "D");
    // each was replaced just now, so that a day ago nobody could do without any
    assertThat(upkeep.expirable(NOTES, Instant.EPOCH)).isEmpty();
    // and once that is long ago the current one stays, and the one before it
    assertThat(upkeep.expirable(NOTES, FAR_AHEAD)).hasSize(2);
    assertThat(upkeep.snapshots(NOTES)).isEqualTo(4);
  }

  @Test
  void forgottenSnapshotsTakeTheirFilesWithThemAndNoRow() throws IOException {
    rows("A", "B");
    lake.replace(NOTES, "SELECT * FROM fresh", "one", Map.of());
    rows("A", "C");
    lake.replace(NOTES, "SELECT * FROM fresh", "two", Map.of());
    rows("A", "D");
    lake.replace(NOTES, "SELECT * FROM fresh", "three", Map.of(2024, "mark"));
    assertThat(dataFiles(NOTES)).isEqualTo(3);
    assertThat(upkeep.unneeded(NOTES, List.of())).isEmpty();

    List<Long> old = upkeep.expirable(NOTES, FAR_AHEAD);
    List<Path> willGo = upkeep.unneeded(NOTES, old);
    assertThat(willGo).filteredOn(f -> f.toString().endsWith(".parquet")).hasSize(1);
    assertThat(upkeep.snapshots(NOTES)).as("looking forgets nothing").isEqualTo(3);

    upkeep.expire(NOTES, old);
    assertThat(upkeep.unneeded(NOTES, List.of())).containsAll(willGo);
    removeUnneeded(NOTES);
    assertThat(dataFiles(NOTES)).isEqualTo(2);
    try (Lake reader = lake()) {
      assertThat(content(NOTES, reader)).containsExactly("A", "D");
      assertThat(reader.builtFrom(NOTES)).containsEntry(2024, "mark");
      assertThat(reader.holdsBatch(NOTES, "three")).isTrue();
    }
    append("four", "E");
    assertThat(content(NOTES, lake)).containsExactly("A", "D", "E");
  }

  @Test
  void theContentBeforeABatchIsStillThereAfterwards() throws IOException {
    append("one", "A");
    append("two", "B");
    append("three", "C");
    upkeep.expire(NOTES, upkeep.expirable(NOTES, FAR_AHEAD));
    removeUnneeded(NOTES);
    lake.viewBefore(NOTES, "before", "three");
    assertThat(engine.query("SELECT symbol FROM before ORDER BY symbol", row -> row.text(1)))
        .containsExactly("A", "B");
  }

  @Test
  void aReaderThatPlannedBeforeGoesOn() throws IOException {
    append("one", "A");
    try (Lake reader = lake()) {
      reader.view(NOTES, "planned");
      for (String batch : List.of("two", "three", "four")) {
        append(batch, batch);
      }
      // what was replaced a moment ago is kept for it
      upkeep.expire(NOTES, upkeep.expirable(NOTES, Instant.EPOCH));
      removeUnneeded(NOTES);
      assertThat(engine.query("SELECT symbol FROM planned", row -> row.text(1)))
          .containsExactly("A");
    }
  }

  @Test
  void smallFilesBecomeOneWithTheSameRows() throws IOException {
    for (String batch : List.of("one", "two", "three")) {
      append(batch, batch, "same");
    }
    assertThat(upkeep.small(NOTES, 4, HUGE)).isEmpty();
    assertThat(upkeep.small(NOTES, 3, 10)).as("none is that small").isEmpty();
    List<LakeUpkeep.Small> small = upkeep.small(NOTES, 3, HUGE);
    assertThat(small).hasSize(1);
    assertThat(small.get(0).rows()).isEqualTo(6);

    upkeep.merge(NOTES, small.get(0), "maintain");
    try (Lake reader = lake()) {
      assertThat(content(NOTES, reader))
          .containsExactly("one", "same", "same", "same", "three", "two");
      assertThat(reader.rows(NOTES)).isEqualTo(6);
    }
    assertThat(upkeep.small(NOTES, 2, HUGE)).isEmpty();
    append("four", "four");
    assertThat(content(NOTES, lake)).hasSize(7);
  }

  @Test
  void yearsAreMergedForThemselves() {
    rows("A");
    lake.append(BY_YEAR, "SELECT * FROM fresh WHERE FALSE", "none");
    lake.replaceYears(BY_YEAR, Set.of(2024), "SELECT * FROM fresh", "one", Map.of());
    assertThat(upkeep.small(BY_YEAR, 2, HUGE)).isEmpty();
    assertThat(upkeep.small(BY_YEAR, 1, HUGE))
        .singleElement()
        .satisfies(small -> assertThat(small.year()).contains(2024));
    upkeep.merge(BY_YEAR, upkeep.small(BY_YEAR, 1, HUGE).get(0), "maintain");
    assertThat(lake.years(BY_YEAR)).containsOnlyKeys(2024);
    assertThat(content(BY_YEAR, lake)).containsExactly("A");
  }

  @Test
  void namesWhatAKilledWriterLeftAndNothingElse() throws IOException {
    append("one", "A");
    Path table = folder.resolve("silver/notes");
    List<Path> left =
        List.of(
            table.resolve("data/0e3a.parquet"),
            table.resolve("metadata/.snap-1.avro.tmp"),
            table.resolve("metadata/0e3a-m0.avro"),
            table.resolve("metadata/00009-0e3a.metadata.json"));
    for (Path file : left) {
      Files.writeString(file, "left");
    }
    Files.writeString(table.resolve("data/notes.txt"), "a person's own");
    assertThat(upkeep.unneeded(NOTES, List.of())).containsExactlyInAnyOrderElementsOf(left);
  }

  @Test
  void aTableThatIsNotThereNeedsNothing() {
    assertThat(upkeep.expirable(NOTES, FAR_AHEAD)).isEmpty();
    assertThat(upkeep.unneeded(NOTES, List.of())).isEmpty();
    assertThat(upkeep.small(NOTES, 2, HUGE)).isEmpty();
  }
}
