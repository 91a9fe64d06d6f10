package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.bronze.Decision;
import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.ledger.Hold;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class RebuildTest {
  @TempDir private static Path folder;
  private static Bed bed;
  private static Path history;
  private static Map<String, List<String>> tables;

  @BeforeAll
  static void livesThroughDays() throws IOException {
    bed = History.bed(folder);
    history = folder.resolve("history");
    bed.run(history, History.THURSDAY);
    bed.run(history, History.FRIDAY);
    bed.run(history, History.MONDAY);
    assertThat(bed.run(history, History.TUESDAY).held()).containsKey("BTC-USD");
    accept(History.TUESDAY);
    assertThat(bed.run(history, History.WEDNESDAY).held()).isEmpty();
    tables = Bed.tables(history);
    assertThat(tables.get("silver.bar_versions"))
        .anyMatch(row -> row.contains("|unexplained|"))
        .anyMatch(row -> row.contains("|split|"))
        .anyMatch(row -> row.contains("|settled|"));
    assertThat(tables.get("silver.quarantine"))
        .anyMatch(row -> row.contains("high_not_below_low"))
        .anyMatch(row -> row.contains("has_prices"));
  }

  private static void accept(Instant at) {
    try (Sentinel sentinel = bed.open(history, at)) {
      Hold hold = sentinel.ledger().holds().get(0);
      InstrumentFacts f =
          sentinel.ledger().facts().stream()
              .filter(one -> one.symbol().equals(hold.symbol()))
              .findFirst()
              .orElseThrow();
      sentinel
          .bronze()
          .decide(new Decision(at, "accept", hold.symbol(), hold.change(), "quoted anew"));
      sentinel
          .ledger()
          .replaceFacts(
              new InstrumentFacts(
                  f.source(),
                  f.symbol(),
                  f.name(),
                  java.util.Optional.of("EUR"),
                  f.exchange(),
                  f.type(),
                  f.zone(),
                  f.firstTradeDate(),
                  at));
      sentinel.ledger().releaseHold(hold);
    }
  }

  @AfterAll
  static void stops() throws IOException {
    bed.close();
  }

  @Test
  void silverMadeFromBronzeAloneEqualsSilver() throws IOException {
    Path data = folder.resolve("bronze-alone");
    Bed.copy(history.resolve("bronze"), data.resolve("bronze"));
    Rebuild.Report report = rebuild(data, Rebuild.NoEvidence.REFUSE);
    assertThat(report.done()).isTrue();
    assertThat(report.vintages()).isGreaterThan(5 * History.ASSETS.size());
    Map<String, List<String>> anew = Bed.tables(data);
    tables.forEach((table, rows) -> assertThat(anew.get(table)).as(table).isEqualTo(rows));
  }

  @Test
  void leavesTablesThatAreEqualAlone() throws IOException {
    Path data = Bed.copy(history, folder.resolve("equal"));
    Bed.tables(data);
    Map<String, String> once = Bed.files(data, name -> name.startsWith("silver/"));
    Rebuild.Report report = rebuild(data, Rebuild.NoEvidence.REFUSE);
    assertThat(report.tables()).allMatch(TableChange::same);
    assertThat(Bed.files(data, name -> name.startsWith("silver/"))).isEqualTo(once);
  }

  @Test
  void refusesToDropARowWithoutEvidence() throws IOException {
    Path data = Bed.copy(history, folder.resolve("no-evidence"));
    plant(data);
    Rebuild.Report report = rebuild(data, Rebuild.NoEvidence.REFUSE);
    assertThat(report.done()).isFalse();
    assertThat(report.withoutEvidence())
        .containsExactly(
            "silver.corporate_actions: 1 rows come from no answer in bronze:"
                + " SPY 2025-12-01 dividend 1.5 2025-12-02 00:00:00");
    assertThat(Bed.tables(data).get("silver.corporate_actions")).anyMatch(r -> r.endsWith("|lost"));
    assertThat(rebuild(data, Rebuild.NoEvidence.DISCARD).done()).isTrue();
    assertThat(Bed.tables(data)).isEqualTo(tables);
  }

  @Test
  void makesTheRowsOfSomeInstrumentsAgainAndNoOthers() throws IOException {
    Path data = Bed.copy(history, folder.resolve("some"));
    damage(data);
    Map<String, List<String>> damaged = Bed.tables(data);
    try (Sentinel sentinel = bed.open(data, History.WEDNESDAY)) {
      Rebuild rebuild =
          new Rebuild(sentinel, "rebuild-some", SymbolChoice.of(List.of("IBM")), step -> {});
      Rebuild.Report report = rebuild.silver(Rebuild.NoEvidence.REFUSE).and(rebuild.gold());
      assertThat(report.done()).isTrue();
      assertThat(report.tables()).anyMatch(t -> !t.same());
    }
    Map<String, List<String>> made = Bed.tables(data);
    tables.forEach(
        (table, rows) -> {
          assertThat(of("IBM|", made.get(table))).as(table).isEqualTo(of("IBM|", rows));
          for (String other : List.of("SPY|", "NVDA|", "BTC-USD|")) {
            assertThat(of(other, made.get(table)))
                .as(table + " " + other)
                .isEqualTo(of(other, damaged.get(table)));
          }
        });
    assertThat(of("SPY|", made.get("silver.bars")))
        .isNotEqualTo(of("SPY|", tables.get("silver.bars")));
  }

  private static List<String> of(String symbol, List<String> rows) {
    return rows.stream().filter(row -> row.startsWith(symbol)).toList();
  }

  /** Doubles the closes of two instruments. */
  private static void damage(Path data) {
    try (Sentinel sentinel = bed.open(data, History.WEDNESDAY)) {
      sentinel.lake().view(SilverTables.BARS, "sound");
      sentinel
          .engine()
          .materialize(
              "damaged",
              "SELECT * REPLACE (CASE WHEN symbol IN ('IBM', 'SPY') THEN close * 2 ELSE close END"
                  + " AS close) FROM sound");
      sentinel
          .lake()
          .replaceYears(
              SilverTables.BARS, List.of(2025, 2026), "SELECT * FROM damaged", "by hand", Map.of());
    }
  }

  private static void plant(Path data) {
    try (Sentinel sentinel = bed.open(data, History.WEDNESDAY)) {
      Instant at = Instant.parse("2025-12-02T00:00:00Z");
      List<Object[]> rows = new ArrayList<>();
      rows.add(
          new Object[] {
            "SPY", java.time.LocalDate.of(2025, 12, 1), "dividend", 1.5, null, "yahoo", at, "lost"
          });
      List<Column> columns = SilverTables.CORPORATE_ACTIONS.columns();
      sentinel.engine().load("planted", columns, rows);
      sentinel.lake().append(SilverTables.CORPORATE_ACTIONS, "SELECT * FROM planted", "by hand");
    }
  }

  private static Rebuild.Report rebuild(Path data, Rebuild.NoEvidence policy) {
    try (Sentinel sentinel = bed.open(data, History.WEDNESDAY)) {
      Rebuild rebuild = new Rebuild(sentinel, "rebuild-test", step -> {});
      Rebuild.Report report = rebuild.silver(policy);
      return report.done() ? report.and(rebuild.gold()) : report;
    }
  }
}
