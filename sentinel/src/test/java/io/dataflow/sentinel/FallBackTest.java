package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instrument with a source of its own and a fall-back, against the simulated market. */
@Tag("it")
class FallBackTest {
  private static final String VENDOR = "vendor: {kind: csv, location: 'inbox/{symbol}.csv'}";
  private static final String HEAD = "Date,Open,High,Low,Close,Volume\n";

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = new Cli(folder);
  }

  private void settings(String assets) {
    cli.file(
        "config/assets.yaml",
        "sources:\n  "
            + VENDOR
            + "\nassets:\n"
            + assets
            + "start_date: 2026-03-02\npipeline: {min_gap: PT0S, retries: 0}\n");
  }

  private List<String> bars() {
    Cli.Ended ended =
        cli.on("sql", "SELECT session, source, close FROM silver.bars ORDER BY session");
    return ended.out().lines().skip(1).toList();
  }

  @Test
  void asksOnlyTheSourceThatIsSet() {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, calendar: XNYS}\n");
      Cli.Ended ended = market.run();
      assertThat(ended.code()).isEqualTo(ExitCode.DATA);
      assertThat(ended.said()).contains("AAPL: no file inbox/AAPL.csv in " + folder);
      assertThat(bars()).isEmpty();
    }
  }

  @Test
  void namesTheFallBackInEveryRowAndVerdictAndWarns() throws IOException {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, fallback: yahoo, calendar: XNYS}\n");
      Cli.Ended ended = market.run();
      String why = "from the fall-back yahoo, as vendor failed: no file inbox/AAPL.csv";
      assertThat(ended.code()).as(ended.said()).isEqualTo(ExitCode.WARNINGS);
      assertThat(ended.said()).contains("AAPL: " + why);
      assertThat(bars()).hasSize(5).allMatch(row -> row.contains(",yahoo,"));
      assertThat(cli.read("data/gold/freshness.json"))
          .contains("\"source\" : \"yahoo\"")
          .contains("the bar of 2026-03-06 is " + why);
      assertThat(cli.on("freshness", "--json").out()).contains("the bar of 2026-03-06 is " + why);
    }
  }

  @Test
  void givesTheRowsBackToTheSourceThatIsSetAndNotTheOtherWayRound() {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, fallback: yahoo, calendar: XNYS}\n");
      market.run();
      String last = bars().get(4);
      double close = Double.parseDouble(last.substring(last.lastIndexOf(',') + 1));
      double own = close * 1.005;
      cli.file(
          "inbox/AAPL.csv",
          HEAD + "2026-03-06," + own + "," + own * 1.01 + "," + own * 0.99 + "," + own + ",5\n");
      Cli.Ended again = market.run();
      assertThat(again.code()).as(again.said()).isEqualTo(ExitCode.OK);
      assertThat(again.said()).doesNotContain("explanation, the first");
      assertThat(bars().get(4)).isEqualTo("2026-03-06,vendor," + own);
      assertThat(bars().get(3)).contains(",yahoo,");
      assertThat(cli.on("sql", "SELECT source, cause FROM silver.bar_versions").out())
          .contains("yahoo,source");
      assertThat(folder.resolve("inbox/AAPL.csv").toFile().delete()).isTrue();
      market.run();
      assertThat(bars().get(4)).isEqualTo("2026-03-06,vendor," + own);
      Cli.Ended rebuilt = cli.on("rebuild silver");
      assertThat(rebuilt.said()).contains("silver.bars: 5 rows, equal to before");
    }
  }

  @Test
  void putsNoTwoScalesSideBySideWhenTheSourceThatIsSetIsBack() {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, fallback: yahoo, calendar: XNYS}\n");
      String settings = cli.read("config/assets.yaml");
      cli.file("config/assets.yaml", settings.replace("2026-03-02", "2026-01-02"));
      market.run();
      List<String> before = bars();
      assertThat(before).hasSizeGreaterThan(40).allMatch(row -> row.contains(",yahoo,"));
      StringBuilder own = new StringBuilder(HEAD);
      for (int i = 0; i < before.size(); i++) {
        double price = 40 + i / 100.0;
        own.append(before.get(i), 0, 10)
            .append(
                String.format(Locale.ROOT, ",%s,%s,%s,%s,5\n", price, price + 1, price - 1, price));
      }
      cli.file("inbox/AAPL.csv", own.toString());
      Cli.Ended back = market.run();
      assertThat(bars())
          .as(back.said())
          .hasSameSizeAs(before)
          .allMatch(row -> row.contains(",vendor,40."));
      assertThat(cli.on("rebuild silver").said())
          .contains("silver.bars: " + before.size() + " rows, equal to before");
    }
  }

  @Test
  void takesNothingOfAFallBackThatIsAdjustedDifferently() {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, fallback: yahoo, calendar: XNYS}\n");
      cli.file(
          "inbox/AAPL.csv", HEAD + "2026-03-05,400,404,396,400,5\n2026-03-04,400,404,396,401,5\n");
      market.run();
      assertThat(folder.resolve("inbox/AAPL.csv").toFile().delete()).isTrue();
      Cli.Ended ended = market.run();
      assertThat(ended.code()).isEqualTo(ExitCode.DATA);
      assertThat(ended.said()).contains("the fall-back yahoo does not agree with vendor: on 2");
      assertThat(bars()).containsExactly("2026-03-04,vendor,401.0", "2026-03-05,vendor,400.0");
    }
  }

  @Test
  void holdsAFallBackOfAnotherCurrency() {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, fallback: yahoo, calendar: XNYS}\n");
      String euro = VENDOR.replace("kind: csv", "kind: csv, currency: EUR");
      cli.file("config/assets.yaml", cli.read("config/assets.yaml").replace(VENDOR, euro));
      cli.file("inbox/AAPL.csv", HEAD + "2026-03-05,16,17,15,16,5\n");
      market.run();
      assertThat(folder.resolve("inbox/AAPL.csv").toFile().delete()).isTrue();
      Cli.Ended ended = market.run();
      assertThat(ended.said()).containsAnyOf("currency EUR of vendor -> USD of yahoo", "agree");
      assertThat(bars()).containsExactly("2026-03-05,vendor,16.0");
    }
  }

  @Test
  void readsAnswersOfASourceThatIsNoLongerSet() throws IOException {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, calendar: XNYS}\n");
      cli.file("inbox/AAPL.csv", HEAD + "2026-03-05,16,17,15,16,5\n2026-03-06,16,17,15,16.5,5\n");
      assertThat(market.run().code()).isEqualTo(ExitCode.OK);
      Files.writeString(
          cli.settings(), "assets: [{symbol: AAPL, calendar: XNYS}]\nstart_date: 2026-03-02\n");
      assertThat(cli.on("rebuild silver").said()).contains("silver.bars: 2 rows, equal to before");
    }
  }

  @Test
  void saysWhatIsWrongWithSourcesAllAtOnce() {
    cli.file(
        "config/assets.yaml",
        """
        sources:
          yahoo: {kind: csv, location: a.csv}
          vendor: {kind: xml, location: "ftp://x/{symbol}", colums: {}}
          other: {kind: csv, location: "https://user:pl4nted@host/all.csv", columns: {sesion: a}}
        assets:
        - {symbol: AAPL, source: vendr, fallback: [vendor, vendor]}
        """);
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.said())
        .contains("none of")
        .contains("kind: one of csv, parquet is wanted")
        .contains("http or https address is wanted")
        .contains("unknown key \"colums\"")
        .contains("unknown key \"sesion\"")
        .contains("put {symbol} into the address")
        .contains("vendor is named twice")
        .contains("\"vendr\". Did you mean")
        .doesNotContain("pl4nted");
  }

  @Test
  void showsNoPasswordOfASourcesAddress() {
    cli.file(
        "config/assets.yaml",
        "sources:\n  vendor: {kind: csv, location: \"http://me:pl4nted@127.0.0.1:9/{symbol}?k=s3cret\"}\n"
            + "assets:\n- {symbol: AAPL, source: vendor, calendar: XNYS}\nstart_date: 2026-03-02\n"
            + "pipeline: {retries: 0}\n");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(ended.said() + cli.on("config").said() + cli.everythingWritten(cli.settings()))
        .contains("could not connect to 127.0.0.1:9")
        .doesNotContain("pl4nted")
        .doesNotContain("s3cret");
  }

  @Test
  void writesTheSourceIntoEveryRow() {
    try (Cli market = cli.market("")) {
      settings("- {symbol: AAPL, source: vendor, calendar: XNYS}\n- SPY\n");
      cli.file("inbox/AAPL.csv", HEAD + "2026-03-05,16,17,15,16,5\n2026-03-06,16,17,15,x,5\n");
      Cli.Ended ended = market.run();
      assertThat(ended.said()).contains("line 3, column \"Close\": \"x\" is no number");
      assertThat(cli.on("sql", "SELECT symbol, session, source FROM silver.quarantine").out())
          .contains("AAPL,2026-03-06,vendor");
      assertThat(cli.on("sql", "SELECT DISTINCT symbol, source FROM silver.bars ORDER BY 1").out())
          .contains("AAPL,vendor")
          .contains("SPY,yahoo");
    }
  }
}
