package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.GoldenFile.Row;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden cases told to a real ledger run by run, as a program that checks does, and judged from
 * what the ledger then gives back. What the table holds is told beside it.
 */
class GoldenLedgerTest {
  private static final String DATASET = "silver.bars";

  @TempDir private Path folder;

  static Stream<Row> rows() {
    return GoldenFile.rows();
  }

  @ParameterizedTest(name = "case {0}")
  @MethodSource("rows")
  void judgesTheSameFromWhatTheLedgerKept(Row row) {
    GoldenAnswers answers = new GoldenAnswers(row.golden(), row.ask());
    Instant asOf = row.ask().asOf();
    try (Ledger ledger = new SqliteLedger(folder.resolve("ledger.db"))) {
      answers.replay().runs(asOf).forEach(run -> record(ledger, row.golden(), run));

      List<Evidence> kept = evidence(ledger, row.golden(), asOf);

      answers.check(kept);
      assertThat(kept).hasSize(row.golden().instruments());
    }
  }

  private static void record(Ledger ledger, GoldenCase golden, Instant run) {
    Map<Feed, List<Expectation>> written = written(ledger, golden);
    List<Expectation> expectations = new ArrayList<>();
    List<Look> looks = new ArrayList<>();
    List<Attempt> attempts = new ArrayList<>();
    for (Scene scene : scenes(golden, run)) {
      Watch watch = scene.watch();
      ledger.watch(watch.feed(), scene.since());
      expectations.addAll(
          Expectations.toWrite(watch, written.getOrDefault(watch.feed(), List.of()), run));
      scene.looks().stream().filter(look -> look.at().equals(run)).forEach(looks::add);
      scene.attempt().filter(a -> a.at().equals(run)).ifPresent(attempts::add);
    }
    ledger.recordExpectations(expectations);
    ledger.recordLooks(looks);
    ledger.recordAttempts(attempts);
  }

  private static List<Evidence> evidence(Ledger ledger, GoldenCase golden, Instant asOf) {
    Map<Feed, List<Expectation>> written = written(ledger, golden);
    Map<Feed, List<Look>> looks = byFeed(ledger.looks(DATASET, golden.firstSession()), Look::feed);
    Map<Feed, List<Attempt>> attempts = byFeed(ledger.attempts(DATASET, asOf), Attempt::feed);
    List<Evidence> all = new ArrayList<>();
    for (Scene scene : scenes(golden, asOf)) {
      Feed feed = scene.watch().feed();
      all.add(
          scene.evidence(
              written.getOrDefault(feed, List.of()),
              looks.getOrDefault(feed, List.of()),
              attempts.getOrDefault(feed, List.of()).stream().findFirst()));
    }
    return all;
  }

  private static List<Scene> scenes(GoldenCase golden, Instant at) {
    GoldenReplay replay = new GoldenReplay(golden);
    return Stream.iterate(0, i -> i + 1)
        .limit(golden.instruments())
        .map(i -> replay.scene(i, at))
        .toList();
  }

  private static Map<Feed, List<Expectation>> written(Ledger ledger, GoldenCase golden) {
    LocalDate first = golden.firstSession();
    return byFeed(ledger.expectations(DATASET, first), Expectation::feed);
  }

  private static <T> Map<Feed, List<T>> byFeed(List<T> rows, Function<T, Feed> feed) {
    return rows.stream().collect(Collectors.groupingBy(feed));
  }
}
