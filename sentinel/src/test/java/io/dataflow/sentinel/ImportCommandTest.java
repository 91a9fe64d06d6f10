package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class ImportCommandTest {
  private static final String HEAD = "Date,Adj Close,Close,High,Low,Open,Volume,symbol\n";
  private static final String BARS =
      "SELECT symbol, session, source, close, adjclose, state"
          + " FROM silver.bars ORDER BY symbol, session";

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = new Cli(folder);
    cli.file(
        "config/assets.yaml",
        "assets:\n- AAPL\n- ^GSPC\n- BRK-B\n- GC=F\nstart_date: 2026-02-02\n"
            + "pipeline: {min_gap: PT0S, retries: 0}\n");
  }

  private void bronze(String name, String text) {
    cli.file("old/data/bronze/" + name, text);
  }

  private Cli.Ended imported(String... more) {
    return cli.on("import " + folder.resolve("old"), more);
  }

  private List<String> rows(String sql) {
    return cli.on("sql", sql).out().lines().skip(1).toList();
  }

  @Test
  void takesEveryFormOfTheOriginalsFiles() {
    bronze("AAPL_20260220_235959.csv", HEAD + "2026-02-20,9.5,10.25,11,9,10,1000,AAPL\n");
    bronze(
        "^GSPC_20260221_120000.csv",
        "symbol,Volume,Open,Low,High,Close,Adj Close,Date\n"
            + "^GSPC,7,4700,4690,4720,4710,4710,2026-02-19 00:00:00-05:00\n");
    bronze(
        "BRK-B_20260221_120000.csv",
        "Price,Close,High,Low,Open,Volume\nTicker,BRK-B,BRK-B,BRK-B,BRK-B,BRK-B\nDate,,,,,\n"
            + "2026-02-19,360.1,361,358,359,3000000\n");
    cli.file(
        "old/data/silver/GC=F_20260221_120000_silver_2026-02-21.csv",
        "symbol,date,open,high,low,close,volume\nGC=F,2026-02-19,1,2,1,1.1000000000000001,12.0\n");
    Cli.Ended ended = imported();
    assertThat(ended.code()).as(ended.said()).isEqualTo(ExitCode.WARNINGS);
    assertThat(rows(BARS))
        .containsExactly(
            "AAPL,2026-02-20,import,10.25,9.5,provisional",
            "BRK-B,2026-02-19,import,360.1,,final",
            "GC=F,2026-02-19,import,1.1,,final",
            "^GSPC,2026-02-19,import,4710.0,4710.0,final");
    assertThat(rows("SELECT symbol, known_at FROM silver.bars WHERE symbol = 'AAPL'"))
        .containsExactly("AAPL,2026-02-20T23:59:59Z");
  }

  @Test
  void takesALineOfTickersForAHeaderAndABrokenSymbolForNoOther() {
    bronze(
        "AMZN_20260220_120000.csv",
        "Date,Close,High,Low,Open,Volume,symbol\n,AMZN,AMZN,AMZN,AMZN,AMZN,\n"
            + "2026-02-18,10.2,10.5,10,10.1,1000,AMZN\n2026-02-19,10.3,10.6,10.1,10.2,1100,AM");
    Cli.Ended ended = imported();
    assertThat(ended.said()).contains("does not end with a line feed");
    assertThat(rows("SELECT symbol, session, close FROM silver.bars ORDER BY session"))
        .containsExactly("AMZN,2026-02-18,10.2", "AMZN,2026-02-19,10.3");
  }

  @Test
  void listsWhatItRefusedOfInstrumentsThatAreNotSet() {
    bronze("AMZN_20260220_120000.csv", HEAD + "2026-02-18,9,10,5,9,10,1000,AMZN\n");
    imported();
    assertThat(cli.on("quarantine ls").out()).contains("AMZN", "high_not_below_low");
    assertThat(cli.on("quarantine ls", "--only", "AAPL").out()).contains("nothing");
  }

  @Test
  void refusesAFileWhoseNameIsStillToCome() {
    bronze("AAPL_20301205_120000.csv", HEAD + "2026-02-20,9.5,10.25,11,9,10,1000,AAPL\n");
    assertThat(imported().said()).contains("AAPL_20301205_120000.csv", "still to come");
    assertThat(rows(BARS)).isEmpty();
  }

  @Test
  void ordersFilesByTheirTimeAndChangesNothingTheSecondTime() {
    bronze("AAPL_20260225_120000.csv", HEAD + "2026-02-20,9,20,21,19,20,900,AAPL\n");
    bronze("AAPL_20260224_120000.csv", HEAD + "2026-02-20,9,10,11,9,10,900,AAPL\n");
    Cli.Ended first = imported();
    assertThat(first.code()).as(first.said()).isEqualTo(ExitCode.OK);
    assertThat(first.out()).contains("2 vintages read: 2 new", "bars new: 1", "bars replaced: 1");
    assertThat(rows(BARS)).containsExactly("AAPL,2026-02-20,import,20.0,9.0,final");
    assertThat(rows("SELECT close, cause FROM silver.bar_versions")).containsExactly("10.0,source");
    assertThat((List<?>) ((Map<?, ?>) Json.read(cli.on("show last --json").out())).get("requests"))
        .hasSize(2);
    Cli.Ended second = imported("--json");
    assertThat(second.out()).contains("\"vintages_new\" : 0", "\"vintages_known\" : 2");
    assertThat(rows("SELECT close FROM silver.bar_versions")).hasSize(1);
    bronze("AAPL_20260223_120000.csv", HEAD + "2026-02-20,9,7,8,6,7,900,AAPL\n");
    assertThat(imported().out()).contains("bars older: 1");
    assertThat(rows(BARS)).containsExactly("AAPL,2026-02-20,import,20.0,9.0,final");
    assertThat(cli.on("rebuild silver").said()).contains("silver.bars: 1 rows, equal to before");
  }

  @Test
  void namesWhatItDoesNotTakeAndTakesTheRest() {
    bronze("AAPL_20260224_120000.csv", HEAD + "2026-02-20,9,10,11,9,10,900,AAPL\n2026-02-23,9,1");
    bronze("BAD_20260224_120000.csv", HEAD + "soon,9,10,11,9,10,900,BAD\n");
    bronze("EMPTY_20260224_120000.csv", "");
    bronze("HEAD_20260224_120000.csv", HEAD);
    bronze("LONG_20260224_120000.csv", HEAD + "2026-02-20,9,10,11,9,10,900,LONG,more\n");
    bronze("MSFT_20260224_120000.csv", HEAD + "2026-02-20,9,10,8,9,10,900,MSFT\n");
    bronze("notes.csv", "x");
    Cli.Ended ended = imported();
    assertThat(ended.code()).isEqualTo(ExitCode.DATA);
    assertThat(ended.said())
        .contains("AAPL_20260224_120000.csv, line 3: 3 cells, and the file ends there")
        .contains("not taken: BAD_20260224_120000.csv, line 2, column \"Date\": \"soon\"")
        .contains("not taken: EMPTY_20260224_120000.csv is empty")
        .contains("HEAD_20260224_120000.csv has no rows")
        .contains("not taken: LONG_20260224_120000.csv, line 2: 9 cells")
        .contains("MSFT: not among the assets")
        .contains("notes.csv is passed over")
        .contains("bars new: 1", "bars refused: 1");
    assertThat(rows("SELECT symbol, source, broken FROM silver.quarantine"))
        .singleElement()
        .asString()
        .startsWith("MSFT,import,")
        .contains("high_not_below_low");
  }

  @Test
  void looksEverythingOverAndChangesNothingInADryRun() {
    bronze("AAPL_20260224_120000.csv", HEAD + "2026-02-20,9,10,11,9,10,900,AAPL\n");
    Cli.Ended ended = imported("--dry-run");
    assertThat(ended.code()).isEqualTo(ExitCode.OK);
    assertThat(ended.out()).contains("1 vintages read: 1 new", "nothing was changed");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void givesWayToTheSourceWithoutAnUnexplainedChange() {
    try (Cli market = cli.market("")) {
      cli.file(
          "config/assets.yaml",
          "assets: [AAPL]\nstart_date: 2026-03-02\n" + "pipeline: {min_gap: PT0S, retries: 0}\n");
      bronze("AAPL_20260306_235959.csv", HEAD + "2026-03-04,9,10,11,9,10,900,AAPL\n");
      imported();
      Cli.Ended ran = market.run();
      assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.OK);
      assertThat(rows("SELECT DISTINCT source FROM silver.bars")).containsExactly("yahoo");
      assertThat(rows("SELECT source, cause FROM silver.bar_versions"))
          .containsExactly("import,source");
      bronze("AAPL_20260306_235958.csv", HEAD + "2026-03-04,9,12,13,11,12,900,AAPL\n");
      assertThat(imported().out()).contains("bars older: 1");
      assertThat(rows("SELECT DISTINCT source FROM silver.bars")).containsExactly("yahoo");
    }
  }

  @Test
  void saysWhereItLookedWhenThereIsNothing() {
    cli.file("old/readme.txt", "x");
    assertThat(imported().code()).isEqualTo(ExitCode.USAGE);
    assertThat(imported().err()).contains("SYMBOL_YYYYMMDD_HHMMSS.csv");
    assertThat(cli.on("import").err()).contains("name the folder");
    assertThat(cli.on("import", "--table", "market_data").err()).contains("DATABASE_URL");
  }

  @Test
  void comesToTheSameEndWhenItWasCutOffBetweenLandingAndPromotion() {
    bronze("AAPL_20260224_120000.csv", HEAD + "2026-02-20,9,10,11,9,10,900,AAPL\n");
    bronze("AAPL_20260225_120000.csv", HEAD + "2026-02-23,9,20,21,19,20,900,AAPL\n");
    imported();
    // what a kill after landing leaves: bronze, and nothing else
    for (String lost : List.of("data/ledger.db", "data/catalog.db")) {
      assertThat(folder.resolve(lost).toFile().delete()).isTrue();
    }
    remove(folder.resolve("data/silver"));
    remove(folder.resolve("data/gold"));
    Cli.Ended again = imported();
    assertThat(again.out()).contains("0 new, 2 known already", "bars new: 2");
    assertThat(rows(BARS)).hasSize(2);
  }

  private static void remove(Path folder) {
    try {
      Bed.remove(folder);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
