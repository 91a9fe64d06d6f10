package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is overdue in a user's own table is told as what is overdue in the lake. */
@Tag("it")
class OwnTableNotifyTest {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder).market("");
    cli.file(
        "config/alerts.yaml",
        """
        route: {receiver: team}
        receivers:
        - name: team
          stdout_configs: [{format: text}]
        """);
  }

  @AfterEach
  void close() {
    cli.close();
  }

  private Cli.Ended freshness(String asOf, String... rows) {
    Path file = cli.file("prices.csv", "symbol,day\n" + String.join("\n", rows) + "\n");
    List<String> words = new ArrayList<>(List.of("freshness", file.toString(), "--notify"));
    words.addAll(List.of("--instrument-column", "symbol", "--session-column", "day"));
    words.addAll(List.of("--calendar", "XNYS", "--lag", "2h", "--name", "prices", "--quiet"));
    words.addAll(List.of("--as-of", asOf, "--config", cli.settings().toString()));
    return Cli.bare(words.toArray(String[]::new));
  }

  @Test
  void isToldOnceAndEndsByItsOwnEvidence() {
    String saturday = "2026-03-07T12:00:00Z";
    Cli.Ended late = freshness(saturday, "AAPL,2026-03-05", "MSFT,2026-03-06");
    assertThat(late.code()).isOne();
    assertThat(late.out())
        .startsWith("WARNING: AAPL: no bar for Fri 2026-03-06\n")
        .contains("Expected: the bar of Fri 2026-03-06 by Fri 2026-03-06 23:00 UTC");
    assertThat(freshness(saturday, "AAPL,2026-03-05", "MSFT,2026-03-06").out()).isEmpty();

    assertThat(cli.run("--quiet").out()).as("the lake's AAPL is another").isEmpty();
    assertThat(cli.on("incidents ls").out()).contains("AAPL: no bar for Fri 2026-03-06");

    Cli.Ended there = freshness(saturday, "AAPL,2026-03-05", "AAPL,2026-03-06", "MSFT,2026-03-06");
    assertThat(there.out()).startsWith("RESOLVED: AAPL: no bar for Fri 2026-03-06");
    assertThat(there.code()).isZero();
  }

  @Test
  void aTableThatCannotBeReadIsToldToo() {
    freshness("2026-03-07T12:00:00Z", "AAPL,2026-03-06");
    Cli.Ended broken = freshness("2026-03-07T13:00:00Z", "AAPL,\"unfinished");
    assertThat(broken.code()).isEqualTo(3);
    assertThat(broken.out()).startsWith("ERROR: the freshness of prices failed\n");
    assertThat(freshness("2026-03-07T14:00:00Z", "AAPL,2026-03-06").out())
        .startsWith("RESOLVED: the freshness of prices failed");
  }

  @Test
  void goesWithDataAndWithMemory() {
    assertThat(cli.on("freshness --notify").err()).contains("--notify goes with DATA");
    Path file = cli.file("prices.csv", "symbol,day\nAAPL,2026-03-06\n");
    Cli.Ended dry =
        cli.on(
            "freshness",
            file.toString(),
            "--no-record",
            "--notify",
            "--instrument-column",
            "symbol",
            "--session-column",
            "day",
            "--calendar",
            "XNYS");
    assertThat(dry.code()).isEqualTo(4);
    assertThat(dry.err()).contains("what is told has to be remembered");
  }
}
