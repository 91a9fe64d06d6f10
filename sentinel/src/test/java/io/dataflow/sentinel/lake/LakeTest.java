package io.dataflow.sentinel.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
  private static final TableSpec PRICES =
      new TableSpec(
          "silver",
          "prices",
          List.of(
              Column.required(1, "symbol", Type.TEXT),
              Column.required(2, "session", Type.DATE),
              Column.optional(3, "close", Type.DOUBLE),
              Column.optional(4, "seen", Type.TIMESTAMP),
              Column.optional(5, "volume", Type.BIGINT)),
          Optional.of("session"),
          List.of("symbol", "session"));

  @TempDir Path folder;
  private Engine engine;
  private Lake lake;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(folder.resolve("tmp"));
    lake = lakeIn(folder.resolve("data"));
  }

  private Lake lakeIn(Path root) {
    return new Lake(engine, root.resolve("catalog.db"), root::resolve);
  }

  @AfterEach
  void close() {
    lake.close();
    engine.close();
  }

  private void put(String batch, int year, double... closes) {
    List<Object[]> rows = new java.util.ArrayList<>();
    for (int i = 0; i < closes.length; i++) {
      rows.add(
          new Object[] {
            "S" + i,
            LocalDate.of(year, 3, 1 + i),
            closes[i],
            Instant.parse("2024-01-02T03:04:05.000006Z"),
            7L
          });
    }
    engine.load("fresh", PRICES.columns(), rows);
    lake.replaceYears(PRICES, Set.of(year), "SELECT * FROM fresh", batch, Map.of());
  }

  private List<String> content(Lake of) {
    of.view(PRICES);
    return engine.query(
        "SELECT symbol, session, close, seen FROM \"silver.prices\" ORDER BY session, symbol",
        row -> row.text(1) + " " + row.date(2) + " " + row.number(3) + " " + row.instant(4));
  }

  @Test
  void anAbsentTableReadsAsEmpty() {
    assertThat(content(lake)).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void replacesOneYearAndLeavesTheOthers() {
    put("b1", 2023, 1.5, 2.5);
    put("b2", 2024, 3.5);
    Map<Integer, String> before = lake.years(PRICES);
    put("b3", 2024, 4.5);
    assertThat(content(lake))
        .containsExactly(
            "S0 2023-03-01 1.5 2024-01-02T03:04:05.000006Z",
            "S1 2023-03-02 2.5 2024-01-02T03:04:05.000006Z",
            "S0 2024-03-01 4.5 2024-01-02T03:04:05.000006Z");
    assertThat(lake.years(PRICES).get(2023)).isEqualTo(before.get(2023));
    assertThat(lake.years(PRICES).get(2024)).isNotEqualTo(before.get(2024));
    assertThat(lake.holdsBatch(PRICES, "b3")).isTrue();
    assertThat(lake.holdsBatch(PRICES, "b2")).isFalse();
  }

  @Test
  void aMovedFolderIsEnteredAnew() throws IOException {
    put("b1", 2023, 1.5);
    put("b2", 2024, 3.5);
    lake.close();
    Files.move(folder.resolve("data"), folder.resolve("elsewhere"));
    lake = lakeIn(folder.resolve("elsewhere"));
    assertThat(content(lake)).hasSize(2);
    assertThat(lake.holdsBatch(PRICES, "b2")).isTrue();
    put("b3", 2024, 9.5);
    assertThat(content(lakeIn(folder.resolve("elsewhere")))).hasSize(2);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void namesTheTableAndTheFileThatCannotBeRead() throws IOException {
    put("b1", 2023, 1.5);
    lake.close();
    try (var files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".metadata.json")).toList()) {
        Files.writeString(file, "no table");
      }
    }
    lake = lakeIn(folder.resolve("data"));
    assertThatThrownBy(() -> content(lake))
        .isInstanceOf(LakeException.class)
        .hasMessageContainingAll(
            "the table silver.prices cannot be read: the file ",
            ".metadata.json cannot be read: its bytes are not those that were written.",
            "Make it anew from bronze: sentinel rebuild silver");
  }

  @Test
  void aTimestampIsAnInstantAndNeverATimeOfTheMachine() {
    put("b1", 2023, 1.5);
    lake.view(PRICES);
    assertThat(
            engine.query(
                "SELECT seen, CAST(NULL AS TIMESTAMP) FROM \"silver.prices\"",
                row -> List.of(row.value(1), row.value(2))))
        .containsExactly(
            List.of(Optional.of(Instant.parse("2024-01-02T03:04:05.000006Z")), Optional.empty()));
  }

  @Test
  void aLostCatalogIsMadeAnewFromTheTables() throws IOException {
    put("b1", 2023, 1.5);
    put("b2", 2024, 3.5);
    lake.close();
    try (var files = Files.list(folder.resolve("data"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("catalog.db")).toList()) {
        Files.delete(file);
      }
    }
    lake = lakeIn(folder.resolve("data"));
    assertThat(content(lake)).hasSize(2);
    assertThat(lake.holdsBatch(PRICES, "b2")).isTrue();
  }
}
