package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.RunStart;
import io.dataflow.sentinel.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentinel history} and {@code sentinel show}. */
@Tag("it")
class HistoryCommandTest {
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

  private List<?> history(String... more) {
    return (List<?>) Json.read(cli.on("history --json", more).out());
  }

  private static Object of(Object run, String key) {
    return ((Map<?, ?>) run).get(key);
  }

  @Test
  void listsRunsNewestFirstWithWhatCameOfThem() {
    cli.market("- {symbol: AAPL, fault: high-below-low, date: 2026-02-12}\n");
    assertThat(cli.run().code()).isEqualTo(1);
    cli.market("").run();

    List<?> runs = history();
    assertThat(runs).hasSize(2);
    Object first = runs.get(1);
    // 24 sessions from 2 February to 6 March, without Presidents' Day; one of them refused
    assertThat(of(first, "bars_new")).isEqualTo(23L);
    assertThat(of(first, "bars_refused")).isEqualTo(1L);
    assertThat(of(first, "exit_code")).isEqualTo(1L);
    assertThat(of(first, "meaning")).isEqualTo("data refused or overdue");
    assertThat(of(of(first, "verdicts"), "fresh")).isEqualTo(1L);
    assertThat(of(first, "source").toString()).startsWith("http://127.0.0.1:");
    assertThat(history("--limit", "1")).isEqualTo(runs.subList(0, 1));
    assertThat(history("--since", "2190-01-01")).isEmpty();
    assertThat(history("--since", "2020-01-01")).isEqualTo(runs);
    assertThat(cli.on("history").out())
        .contains("1 fresh", "1, data refused or overdue", of(first, "run").toString());
  }

  @Test
  void showsWhatARunDid() {
    cli.market("- {symbol: AAPL, fault: high-below-low, date: 2026-02-12}\n").run();
    Map<?, ?> shown = (Map<?, ?>) Json.read(cli.on("show last --json").out());
    assertThat((List<?>) shown.get("stages"))
        .extracting(stage -> of(stage, "stage"))
        .containsExactly(
            "restore", "recover", "plan", "fetch", "promote", "gold", "judge", "report", "publish",
            "export", "notify");
    assertThat((List<?>) shown.get("requests"))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(of(request, "symbol")).isEqualTo("AAPL");
              assertThat(of(request, "status")).isEqualTo(200L);
              assertThat(of(request, "outcome")).isEqualTo("answered");
            });
    assertThat(of(shown.get("bars_by_change"), "new")).isEqualTo(23L);
    assertThat((List<?>) shown.get("checks_broken"))
        .extracting(check -> of(check, "check"))
        .contains("high_not_below_low");
    assertThat((List<?>) shown.get("batches")).hasSize(1);
    assertThat((List<?>) shown.get("verdict_changes"))
        .anySatisfy(change -> assertThat(of(change, "state")).isEqualTo("FRESH"));
    assertThat((List<?>) shown.get("problems"))
        .anySatisfy(problem -> assertThat(problem.toString()).contains("1 bar refused"));

    String id = shown.get("run").toString();
    Cli.Ended text = cli.on("show", id.substring(0, 12));
    assertThat(text.code()).as(text.said()).isZero();
    assertThat(text.out())
        .startsWith("run " + id + ": 1, data refused or overdue")
        .contains("Stages", "Answers in bronze", "Checks broken", "bars: 23 new, 1 refused");
  }

  @Test
  void namesThatFitNoneOrSeveralAreRefused() {
    cli.market("").run();
    cli.run();
    Cli.Ended none = cli.on("show", "1999");
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("no run's id begins with '1999'", "sentinel history");
    Cli.Ended several = cli.on("show", "20");
    assertThat(several.code()).isEqualTo(4);
    assertThat(several.err()).contains("several runs' ids begin with '20'", "Write more of it");
    assertThat(cli.on("history", "--limit", "0").code()).isEqualTo(4);
  }

  @Test
  void aRunWithoutAnEndIsSaidToHaveNone() {
    cli.market("").run();
    try (SqliteLedger ledger = new SqliteLedger(folder.resolve("data/ledger.db"))) {
      ledger.startRun(start("20990101T000000000Z-0001", ThisProcess.host(), Long.MAX_VALUE));
      ledger.startRun(start("20990101T000000000Z-0002", "another", 1));
    }
    assertThat(cli.on("show 20990101T000000000Z-0001").out())
        .contains("never ended: process " + Long.MAX_VALUE + " is gone");
    assertThat(cli.on("show 20990101T000000000Z-0002").out())
        .contains("has not ended, by what the ledger says; it began on another");
    assertThat(cli.on("history").out()).contains("never ended");
  }

  private static RunStart start(String id, String host, long process) {
    Instant at = Instant.parse("2099-01-01T00:00:00Z");
    return new RunStart(id, at, at, "run", "0.1.0", "http://127.0.0.1:9", host, process);
  }

  @Test
  void beforeAnythingRanNothingIsMade() {
    assertThat(cli.on("history").out()).contains("nothing has run in", "Next: sentinel run");
    assertThat(cli.on("history --json").out()).isEqualTo("[ ]\n");
    Cli.Ended show = cli.on("show last");
    assertThat(show.code()).isEqualTo(3);
    assertThat(show.err()).contains("nothing has run in");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
