package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the vendor does and wherever runs are cut off, the tables are those of a simple model in
 * memory that is written from the documents.
 */
@Tag("slow")
class ModelTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private static TapeServer server;
  @TempDir private Path folder;

  @BeforeAll
  static void starts() throws IOException {
    server = new TapeServer();
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 7, 13, 27, 40, 50, 66, 95})
  void theTablesAreTheModels(long seed) throws IOException {
    plays(seed);
  }

  static LongStream more() {
    return LongStream.range(100, 140);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("more")
  void theTablesAreTheModelsInManyMoreSequences(long seed) throws IOException {
    plays(seed);
  }

  private void plays(long seed) throws IOException {
    Story story = new Story(seed, server, folder, Optional.empty());
    story.play();
    assertEqual(story);
    assertRebuiltEqual(story);
  }

  /** Bronze tells the same story: nothing in silver and gold differs when they are made again. */
  private static void assertRebuiltEqual(Story story) {
    try (Sentinel sentinel = story.open()) {
      Rebuild rebuild = new Rebuild(sentinel, "rebuild-1", step -> {});
      Rebuild.Report report = rebuild.silver(Rebuild.NoEvidence.REFUSE).and(rebuild.gold());
      assertThat(report.withoutEvidence()).isEmpty();
      assertThat(report.tables())
          .as("made again after%n%s", story)
          .allSatisfy(change -> assertThat(change.examples()).as(change.words()).isEmpty())
          .allMatch(TableChange::same);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {13, 95})
  void aLedgerInPostgresComesToTheSameTablesAndArtefacts(long seed) throws IOException {
    Story file = new Story(seed, server, folder.resolve("file"), Optional.empty());
    file.play();
    Optional<String> url = Optional.of(POSTGRES.database().address());
    Story database = new Story(seed, server, folder.resolve("database"), url);
    database.play();

    assertThat(database).hasToString(file.toString());
    assertThat(Bed.tables(database.data())).isEqualTo(Bed.tables(file.data()));
    assertThat(artefacts(database.data())).isEqualTo(artefacts(file.data())).hasSize(5);
    assertThat(database.data().resolve("ledger.db")).doesNotExist();
  }

  /** The files of a run, but for run ids and durations. */
  private static Map<String, String> artefacts(Path data) throws IOException {
    Map<String, String> artefacts = new TreeMap<>();
    for (String name :
        List.of(
            "freshness.json", "aggregates.csv", "summary.json", "sources.json", "sentinel.prom")) {
      artefacts.put(
          name,
          Files.readString(data.resolve("gold").resolve(name))
              .replaceAll("\\d{8}T\\d{9}Z-[0-9a-f]{4}", "RUN")
              .replaceAll("(?m)^(\\w*duration\\w*\\{[^}]*}) .*$", "$1 DURATION"));
    }
    return artefacts;
  }

  private static void assertEqual(Story story) throws IOException {
    SilverModel model = story.model();
    Map<String, List<String>> expected = new TreeMap<>(model.rows());
    expected.putAll(GoldModel.rows(model.bars()));
    Map<String, List<String>> actual = Bed.tables(story.data());
    assertThat(actual).containsOnlyKeys(expected.keySet());
    for (String table : expected.keySet()) {
      List<String> others = ModelRows.others(actual.get(table), expected.get(table));
      List<String> missing = ModelRows.others(expected.get(table), actual.get(table));
      assertThat(others).as("%s after%n%s%nhas not %s", table, story, missing).isEmpty();
      assertThat(missing).as("%s lacks rows after%n%s", table, story).isEmpty();
    }
  }
}
