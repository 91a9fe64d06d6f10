package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each exit code through the command line, against the stand-in. */
@Tag("it")
class ExitCodeTest {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @AfterEach
  void close() {
    cli.close();
  }

  @Test
  void zeroWhenAllIsFresh() {
    Cli.Ended ended = cli.assets("AAPL", "BTC-USD", "GC=F").market("").run();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out()).contains("FRESH").doesNotContain("Problems:");
  }

  @Test
  void zeroWhenNothingIsDue() {
    cli.market("").run();
    Cli.Ended ended = cli.moveTo(Instant.parse("2026-03-08T12:00:00Z")).run();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out()).contains("FRESH", "Bars: 0 new");
  }

  @Test
  void oneForARefusedBar() {
    cli.market("- {symbol: AAPL, fault: high-below-low, date: 2026-02-12}\n");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isOne();
    assertThat(ended.out())
        .contains("AAPL 2026-02-12: high_not_below_low", "1 bar refused: sentinel quarantine ls");
  }

  @Test
  void oneForAnOverdueInstrument() {
    cli.market("- {symbol: AAPL, fault: stopped-feed, after: 2026-03-05}\n");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isOne();
    assertThat(ended.out())
        .contains("AAPL: LATE, the bar of Fri 2026-03-06 was due Sat 04:30 UTC and is absent");
    assertThat(cli.on("freshness").code()).isOne();
  }

  @Test
  void oneForAnUnknownSymbolWhileOthersPromote() {
    cli.assets("AAPL", "NOSUCH").market("- {symbol: NOSUCH, fault: unknown-symbol}\n");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isOne();
    assertThat(ended.out()).contains("NOSUCH: HTTP 404: No data found, symbol may be delisted");
    assertThat(cli.read("data/gold/aggregates.csv")).contains("AAPL,2026-03-06");
    assertThat(json("data/gold/freshness.json", "AAPL", "status")).isEqualTo("FRESH");
    assertThat(json("data/gold/freshness.json", "NOSUCH", "status")).isEqualTo("UNKNOWN");
  }

  @Test
  void oneWhileAnIdentityIsHeldUntilItIsAccepted() {
    cli.assets("AAPL", "SPY").market("");
    assertThat(cli.run().code()).isZero();
    Instant tuesday = Instant.parse("2026-03-10T13:00:00Z");
    cli.moveTo(tuesday);
    cli.market("- {symbol: SPY, fault: wrong-meta, field: currency, value: CAD}\n");

    Cli.Ended held = cli.run();
    assertThat(held.code()).as(held.said()).isOne();
    assertThat(held.out())
        .contains(
            "SPY: held, the source now says currency USD -> CAD. If it is still the same"
                + " instrument: sentinel accept SPY --why \"...\"");
    assertThat(cli.read("data/gold/aggregates.csv")).contains("AAPL,2026-03-09", "SPY,2026-03-06");
    assertThat(cli.on("accept").out()).contains("SPY", "currency USD -> CAD");

    Cli.Ended accepted = cli.on("accept", "SPY", "--why", "quoted in Toronto now");
    assertThat(accepted.code()).as(accepted.said()).isZero();
    Cli.Ended after = cli.run();
    assertThat(after.code()).as(after.said()).isZero();
    assertThat(cli.read("data/gold/aggregates.csv")).contains("SPY,2026-03-09");
    assertThat(cli.on("accept").out()).isEqualTo("nothing is held\n");
  }

  @Test
  void acceptNeedsAHeldSymbolAndAReason() {
    cli.market("").run();
    Cli.Ended none = cli.on("accept", "AAPL", "--why", "because");
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("AAPL is not held; sentinel accept lists what is");
    cli.market("- {symbol: AAPL, fault: wrong-meta, field: exchangeName, value: TOR}\n").run();
    Cli.Ended silent = cli.on("accept", "AAPL");
    assertThat(silent.code()).isEqualTo(4);
    assertThat(silent.err()).contains("say why with --why");
  }

  @Test
  void twoForWarningsOnly() {
    // Bitcoin's bar of a day repeats the one before without volume: a warning, not a refusal.
    cli.assets("BTC-USD")
        .market(
            """
            - {symbol: BTC-USD, fault: repeated-bar, date: 2026-02-12}
            - {symbol: BTC-USD, fault: wrong-value, date: 2026-02-12, field: volume, value: 0}
            - {symbol: BTC-USD, fault: wrong-value, date: 2026-02-11, field: volume, value: 0}
            """);
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(2);
    assertThat(ended.out()).contains("1 bar passed with a warning");
  }

  @Test
  void threeWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    cli.assets("AAPL", "SPY").source("http://127.0.0.1:" + port);
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(ended.out())
        .contains(
            "not fetched: AAPL, SPY: could not connect to 127.0.0.1:"
                + port
                + ": check the network, a proxy or firewall, and SENTINEL_YAHOO_URL",
            "nothing arrived: the run failed");
    nothingArrived(ended);
  }

  @Test
  void threeWhenTheHostIsUnknown() {
    cli.assets("AAPL", "SPY").source("https://nowhere.invalid");
    Cli.Ended ended = Cli.bare("run", "--config", cli.settings().toString());
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(ended.out())
        .contains(
            "the host nowhere.invalid was not found: check the network, the DNS and"
                + " SENTINEL_YAHOO_URL");
    nothingArrived(ended);
  }

  @Test
  void threeAndOldBarsStayTrueWhenTheSourceIsGone() {
    cli.market("").run();
    cli.close();
    cli.moveTo(Instant.parse("2026-03-10T13:00:00Z"));
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(json("data/gold/freshness.json", "AAPL", "status")).isNotEqualTo("FRESH");
    assertThat(json("data/gold/freshness.json", "AAPL", "last_date")).isEqualTo("2026-03-06");
    assertThat(cli.read("data/gold/aggregates.csv")).contains("AAPL,2026-03-06");
  }

  private void nothingArrived(Cli.Ended ended) {
    assertThat(ended.said().toLowerCase(Locale.ROOT)).doesNotContain("success");
    assertThat(json("data/gold/freshness.json", "AAPL", "status")).isEqualTo("UNKNOWN");
    assertThat(json("data/gold/freshness.json", "AAPL", "last_date")).isNull();
    assertThat(cli.read("data/gold/summary.json")).contains("\"exit_code\" : 3");
    assertThat(cli.read("logs/pipeline.json").toLowerCase(Locale.ROOT)).doesNotContain("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status, status: 500", "html-page", "truncated-body", "connection-reset"})
  void threeWhenNothingUsableArrives(String fault) {
    cli.pipeline("  retries: 0\n").market("- {symbol: '*', fault: " + fault + "}\n");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(ended.out()).contains("nothing arrived: the run failed");
    assertThat(json("data/gold/freshness.json", "AAPL", "status")).isEqualTo("UNKNOWN");
  }

  @Test
  void threeOutweighsOneWhenAPartOfTheSourceFails() {
    cli.assets("AAPL", "SPY")
        .pipeline("  retries: 0\n")
        .market(
            """
            - {symbol: SPY, fault: status, status: 500}
            - {symbol: AAPL, fault: high-below-low, date: 2026-02-12}
            """);
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(cli.read("data/gold/aggregates.csv")).contains("AAPL,2026-03-06");
  }

  @Test
  void fourForEveryProblemOfTheSettingsAtOnce() {
    cli.file(
        "config/assets.yaml",
        """
        asets: [AAPL]
        start_date: yesterday
        pipeline:
          concurency: 2
        """);
    cli.file(".env", "SENTINEL_YAHO_URL=http://127.0.0.1:1\n");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    String file = cli.settings().toString();
    assertThat(ended.err().lines())
        .hasSizeGreaterThanOrEqualTo(5)
        .anyMatch(l -> l.startsWith(file + ":1: ") && l.contains("assets"))
        .anyMatch(l -> l.startsWith(file + ":2: ") && l.contains("start_date"))
        .anyMatch(l -> l.startsWith(file + ":4: ") && l.contains("concurrency"))
        .anyMatch(l -> l.contains(".env:1: ") && l.contains("SENTINEL_YAHOO_URL"));
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --as-off 2026-01-01T00:00:00Z | Unknown options: '--as-off'
          --as-of yesterday             | Invalid value for option '--as-of'
          --only MSFT                   | "MSFT" is not in
          --only ,                      | at least one symbol is wanted
          --config                      | Missing required parameter for option '--config'
          --config /nonexistent/a.yaml  | /nonexistent/a.yaml
          """)
  void fourForABadCommandLine(String words, String message) {
    cli.market("");
    String[] more = words.split(" ");
    String[] all = new String[more.length + 1];
    all[0] = "run";
    System.arraycopy(more, 0, all, 1, more.length);
    if (!words.startsWith("--config")) {
      all = Arrays.copyOf(all, all.length + 2);
      all[all.length - 2] = "--config";
      all[all.length - 1] = cli.settings().toString();
    }
    Cli.Ended ended = Cli.bare(all);
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains(message);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void fourForAnotherInstantOfALiveSource() {
    cli.source("https://nowhere.invalid");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains(
            "--as-of goes with a source on this machine only, and this run would ask"
                + " https://nowhere.invalid. Start one with: sentinel yahoo-server --simulate 7");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void fourForACalendarThatDoesNotExist() {
    cli.file("config/assets.yaml", "assets:\n- {symbol: AAPL, calendar: XNYZ}\n");
    Cli.Ended ended = cli.market("").run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains(cli.settings() + ":2: AAPL: ", "XNYZ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/gold", "data/silver", "data/bronze", "logs", "data"})
  void fiveWhenAFileIsInTheWayOfAFolder(String way) {
    cli.market("");
    Path file = cli.file(way, "not a folder");
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(5);
    assertThat(ended.said()).contains(file.toString());
    assertThat(ended.said().lines().filter(l -> l.startsWith("\tat "))).isEmpty();
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void fiveWhenAReportCannotBeReplaced() throws IOException {
    cli.market("");
    // root may write everywhere, so a folder in the way stands for a permission that is missing
    Path inTheWay = folder.resolve("data/gold/freshness.json");
    Files.createDirectories(inTheWay.resolve("x"));
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(5);
    assertThat(ended.said()).contains("freshness.json could not be written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | 0
          WARNING                               | 2
          DATA                                  | 1
          DATA,WARNING                          | 1
          NOT_RECORDED                          | 5
          NOT_RECORDED,WARNING                  | 5
          NOT_RECORDED,DATA                     | 5
          NOT_EVALUATED                         | 3
          NOT_EVALUATED,WARNING                 | 3
          NOT_EVALUATED,DATA                    | 3
          NOT_EVALUATED,NOT_RECORDED            | 3
          NOT_EVALUATED,NOT_RECORDED,DATA       | 3
          """)
  void theWorstTroubleDecides(String troubles, int code) {
    List<Trouble> all =
        troubles.isEmpty()
            ? List.of()
            : Arrays.stream(troubles.split(",")).map(Trouble::valueOf).toList();
    assertThat(ExitCode.of(all)).isEqualTo(code);
  }

  @Test
  void threeWhenTheSourceIsTooSlow() {
    cli.pipeline("  request_timeout: PT0.3S\n  retries: 0\n")
        .market("- {symbol: AAPL, fault: delay, time: PT30S}\n");
    long from = System.nanoTime();
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(ended.out()).contains("did not answer within");
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(20));
  }

  private Object json(String file, String symbol, String key) {
    Map<?, ?> top = (Map<?, ?>) Json.read(cli.read(file).getBytes(StandardCharsets.UTF_8));
    return ((Map<?, ?>) top.get(symbol)).get(key);
  }
}
