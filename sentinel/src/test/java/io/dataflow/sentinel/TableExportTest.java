package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentinel export TABLE}. */
@Tag("it")
class TableExportTest {
  private static final String HEADER =
      "symbol,session,open,high,low,close,adj_close,volume,currency,provisional";

  @TempDir private static Path folder;
  private static Bed bed;
  private static Path data;

  @BeforeAll
  static void livesThroughDays() throws IOException {
    bed = History.bed(folder);
    data = folder.resolve("data");
    bed.run(data, History.THURSDAY);
    bed.run(data, History.FRIDAY);
    bed.run(data, History.MONDAY);
  }

  @AfterAll
  static void stops() throws IOException {
    bed.close();
  }

  private static Cli.Ended export(String words) {
    return on(data, words);
  }

  private static Cli.Ended on(Path where, String words) {
    String line = words + " --config " + bed.settingsFile() + " --data " + where;
    return Cli.bare(("export " + line).split(" "));
  }

  @Test
  void dailyBarsComeSortedUnderFixedNames() {
    Cli.Ended ended = export("bars");
    assertThat(ended.code()).as(ended.said()).isZero();
    List<String> lines = ended.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo(HEADER);
    assertThat(lines.subList(1, lines.size())).isSorted().hasSizeGreaterThan(300);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("BTC-USD,2026-02-02,") && line.endsWith(",true"));
    assertThat(lines.subList(1, lines.size()))
        .allMatch(
            line ->
                line.matches(
                    "[A-Z-]+,\\d{4}-\\d\\d-\\d\\d(,\\d+(\\.\\d*[1-9])?){4},(\\d+(\\.\\d*[1-9])?)?,\\d*,"
                        + "USD,(true|false)"));
  }

  @Test
  void twoExportsOfEqualContentAreEqualByteForByte() throws IOException {
    Path moved = Bed.copy(data, folder.resolve("moved"));
    try (Sentinel sentinel = bed.open(moved, History.MONDAY)) {
      // other files, other snapshots, the same rows
      new Rebuild(sentinel, "rebuild-test", step -> {}).gold();
      Maintenance maintenance =
          new Maintenance(
              sentinel,
              "maintain-test",
              Removals.Mode.REAL,
              History.MONDAY.plusSeconds(400_000_000),
              sentinel.clock());
      assertThat(maintenance.run(step -> {}).removed()).isNotEmpty();
    }
    for (String table :
        List.of(
            "bars",
            "bar_versions",
            "corporate_actions",
            "quarantine",
            "daily_metrics",
            "latest_bars")) {
      for (String format : List.of("csv", "parquet", "json", "jsonl")) {
        Path one = folder.resolve("one." + format);
        Path other = folder.resolve("other." + format);
        String what = table + " --format " + format + " -o ";
        assertThat(on(data, what + one).code()).isZero();
        assertThat(on(moved, what + other).code()).isZero();
        assertThat(one).as(what).hasSameBinaryContentAs(other);
      }
    }
  }

  @Test
  void asOfGivesWhatWasKnownThen() {
    String then = export("bars --as-of " + History.THURSDAY).out();
    assertThat(then.lines())
        .anyMatch(line -> line.startsWith("IBM,2026-01-29,"))
        .noneMatch(line -> line.contains(",2026-01-30,"))
        .noneMatch(line -> line.contains(",2026-02-02,"));
    // IBM's shares were put together ten to one on Monday: on Thursday the old prices were known
    double before = close(then, "IBM,2026-01-28,");
    double after = close(export("bars").out(), "IBM,2026-01-28,");
    assertThat(after / before).isBetween(9.9, 10.1);
    assertThat(export("bars --as-of 2020-01-01T00:00:00Z").out()).isEqualTo(HEADER + "\n");
    assertThat(export("quarantine --as-of " + History.THURSDAY).out()).doesNotContain("2026-02-02");
    Cli.Ended gold = export("daily_metrics --as-of " + History.THURSDAY);
    assertThat(gold.code()).isEqualTo(4);
    assertThat(gold.err()).contains("remembers nothing earlier");
  }

  private static double close(String csv, String key) {
    String row = csv.lines().filter(line -> line.startsWith(key)).findFirst().orElseThrow();
    return Double.parseDouble(row.split(",")[5]);
  }

  @Test
  void rowsAreChosenBySymbolAndDate() {
    List<String> lines =
        export("--symbol SPY,IBM --from 2026-01-26 --to 2026-01-27").out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.subList(1, 5))
        .extracting(line -> line.substring(0, 14))
        .containsExactly("IBM,2026-01-26", "IBM,2026-01-27", "SPY,2026-01-26", "SPY,2026-01-27");
    assertThat(export("--only SPY").out()).contains("\nSPY,").doesNotContain("IBM");
    assertThat(export("--from 2026-01-27 --to 2026-01-26").err()).contains("is before --from");
  }

  @Test
  void jsonIsAnArrayAndJsonlAnObjectALine() {
    String one = "--symbol IBM --from 2026-01-26 --to 2026-01-27 --format ";
    List<?> array = (List<?>) Json.read(export(one + "json").out());
    List<Object> lines =
        export(one + "jsonl").out().lines().map(line -> (Object) Json.read(line)).toList();
    assertThat(array).hasSize(2).isEqualTo(lines);
    assertThat(((Map<?, ?>) array.get(0)).keySet().stream().map(String::valueOf))
        .containsExactly(HEADER.split(","));
    Cli.Ended none = export("--symbol NOSUCH --format json");
    assertThat(none.out()).isEqualTo("[]\n");
    assertThat(none.err()).contains("0 rows: silver.bars has none of these");
  }

  @Test
  void parquetHasTheSameRowsAndTypes() {
    Path file = folder.resolve("bars.parquet");
    assertThat(export("--format parquet -o " + file).code()).isZero();
    try (Engine engine = new DuckDbEngine(folder.resolve("engine"))) {
      String from = " FROM read_parquet('" + file + "')";
      long rows = engine.query("SELECT COUNT(*)" + from, row -> row.bigint(1)).get(0);
      assertThat(rows).isEqualTo(export("bars").out().lines().count() - 1);
      assertThat(
              engine.query(
                  "SELECT column_type FROM (DESCRIBE SELECT *" + from + ")", row -> row.text(1)))
          .containsExactly(
              "VARCHAR", "DATE", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE", "BIGINT",
              "VARCHAR", "BOOLEAN");
    }
    Cli.Ended printed = export("--format parquet");
    assertThat(printed.code()).isEqualTo(4);
    assertThat(printed.err()).contains("name a file");
  }

  @Test
  void aFileIsReplacedAsAWholeAndAFolderIsNone() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target"));
    Path file = Files.writeString(target.resolve("bars.csv"), "older");
    assertThat(export("-o " + file).code()).isZero();
    assertThat(file).content().startsWith(HEADER);
    try (var files = Files.list(target)) {
      assertThat(files).containsExactly(file);
    }
    Cli.Ended ended = export("-o " + target);
    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.err()).contains("it is a folder; name a file");
  }

  private static String cell(Object value) {
    StringWriter out = new StringWriter();
    new CsvRows(out).row(List.of(Optional.of(value), Optional.empty()));
    return out.toString().replaceAll(",\n$", "");
  }

  @Test
  void noTextIsAFormulaAndNoNumberIsTouched() {
    assertThat(cell("=cmd()|' /C calc'!A0")).isEqualTo("'=cmd()|' /C calc'!A0");
    assertThat(cell("+1")).isEqualTo("'+1");
    assertThat(cell("-X")).isEqualTo("'-X");
    assertThat(cell("@SUM(A1)")).isEqualTo("'@SUM(A1)");
    assertThat(cell("\t=1")).isEqualTo("'\t=1");
    assertThat(cell("\r=1")).isEqualTo("\"'\r=1\"");
    assertThat(cell("\uff1d1")).isEqualTo("'\uff1d1");
    assertThat(cell("'quoted")).isEqualTo("''quoted");
    assertThat(cell("^GSPC")).isEqualTo("^GSPC");
    assertThat(cell("GC=F")).isEqualTo("GC=F");
    assertThat(cell("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
    assertThat(cell("")).isEqualTo("\"\"");
    assertThat(cell(-1.5)).isEqualTo("-1.5");
    assertThat(cell(100.0)).isEqualTo("100");
    assertThat(cell(1e16)).isEqualTo("10000000000000000");
    assertThat(cell(1e-7)).isEqualTo("0.0000001");
    assertThat(cell(2e-3)).isEqualTo("0.002");
    assertThat(cell(1.1e23)).isEqualTo("110000000000000000000000");
    assertThat(cell(-0.0)).isEqualTo("0");
    assertThat(cell(7L)).isEqualTo("7");
  }
}
