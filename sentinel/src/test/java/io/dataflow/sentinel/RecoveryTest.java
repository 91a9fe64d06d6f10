package io.dataflow.sentinel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run is ended after each of its steps by leaving off there; one more run at the same moment must
 * come to what a run that nobody disturbed comes to.
 */
@Tag("it")
class RecoveryTest {
  @TempDir private static Path folder;
  private static Bed bed;
  private static Path before;
  private static Path whole;
  private static String run;
  private static Map<String, List<String>> expected;
  private static RunReport report;

  /** Where a run is left off. Each step has all those before it behind it. */
  enum Step {
    LANDED,
    OPENED,
    QUARANTINE,
    CORPORATE_ACTIONS,
    BAR_VERSIONS,
    BARS,
    CLOSED,
    GOLD
  }

  @BeforeAll
  static void runsUndisturbed() throws IOException {
    bed = History.bed(folder);
    before = folder.resolve("before");
    bed.run(before, History.THURSDAY);
    bed.run(before, History.FRIDAY);
    whole = Bed.copy(before, folder.resolve("whole"));
    report = bed.run(whole, History.MONDAY);
    run = report.runId();
    expected = Bed.tables(whole);
    assertThat(report.promoted().count("split")).isPositive();
    assertThat(report.promoted().count("unexplained")).isPositive();
    assertThat(report.promoted().refused()).anyMatch(r -> r.isNew());
  }

  @AfterAll
  static void stops() throws IOException {
    bed.close();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void oneMoreRunComesToTheSameAfterEachStep(Step step) throws IOException {
    Path data = leftOff("left-off-" + step, step);
    RunReport again = bed.run(data, History.MONDAY);
    assertEqual(data);
    boolean told = step.compareTo(Step.CLOSED) >= 0;
    assertThat(again.promoted().count("unexplained"))
        .isEqualTo(told ? 0 : report.promoted().count("unexplained"));
  }

  @Test
  void aFolderMovedAfterARunWasCutOffComesToTheSame() throws IOException {
    Path data = leftOff("to-move", Step.BAR_VERSIONS);
    Path moved = Bed.copy(data, folder.resolve("moved"));
    bed.run(moved, History.MONDAY);
    assertEqual(moved);
  }

  @Test
  void anAnswerThatTellsOfASplitIsNotPromotedWithoutTheWholeHistory() throws IOException {
    Path data = landed("in-part");
    Path receipts = data.resolve("bronze/receipts/" + run + ".jsonl");
    List<String> lines = Files.readAllLines(receipts);
    assertThat(lines).hasSizeGreaterThan(History.ASSETS.size());
    List<String> first = lines.subList(0, History.ASSETS.size());
    Files.writeString(receipts, String.join("\n", first) + "\n");
    bed.run(data, History.MONDAY);
    assertEqual(data);
  }

  @Test
  void aReceiptTornWithinACharacterIsNoReceipt() throws IOException {
    Path data = landed("torn");
    Path receipts = data.resolve("bronze/receipts/" + run + ".jsonl");
    byte[] torn = "{\"run\":\"é".getBytes(UTF_8);
    Files.write(
        receipts, java.util.Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);
    bed.run(data, History.MONDAY);
    assertEqual(data);
  }

  private static Path landed(String name) throws IOException {
    Path data = Bed.copy(before, folder.resolve(name));
    Bed.remove(data.resolve("bronze"));
    Bed.copy(whole.resolve("bronze"), data.resolve("bronze"));
    return data;
  }

  private static Path leftOff(String name, Step last) throws IOException {
    Path data = landed(name);
    try (Sentinel sentinel = bed.open(data, History.MONDAY)) {
      for (Runnable step : steps(sentinel).subList(0, last.ordinal() + 1)) {
        step.run();
      }
    }
    return data;
  }

  private static List<Runnable> steps(Sentinel sentinel) {
    Promotion promotion = new Promotion(sentinel.engine(), sentinel.lake(), sentinel.contracts());
    Promoter promoter =
        new Promoter(
            sentinel.ledger(),
            sentinel.instruments(),
            promotion,
            sentinel.partialAnswers(),
            sentinel.overlap());
    List<Landed> landed = Replay.of(sentinel.bronze(), sentinel.source(), run);
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> {});
    steps.add(() -> promoter.open(run, run, landed, History.MONDAY));
    for (TableSpec table : SilverTables.ALL) {
      steps.add(() -> promotion.commit(table, run));
    }
    steps.add(() -> sentinel.ledger().closeBatch(run, History.MONDAY));
    steps.add(() -> new GoldLayer(sentinel.engine(), sentinel.lake()).build(run));
    return steps;
  }

  private static void assertEqual(Path data) throws IOException {
    Map<String, List<String>> tables = Bed.tables(data);
    tables.forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(expected.get(table)));
    for (String file : List.of("gold/freshness.json", "gold/aggregates.csv")) {
      assertThat(data.resolve(file)).as(file).hasSameTextualContentAs(whole.resolve(file));
    }
  }
}
