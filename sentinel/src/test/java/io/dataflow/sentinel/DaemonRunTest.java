package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.daemon.Daemon;
import io.dataflow.sentinel.daemon.Pace;
import io.dataflow.sentinel.daemon.Rest;
import io.dataflow.sentinel.heartbeat.PingServer;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon's duties on a real project, while time passes by its rests alone. */
@Tag("slow")
class DaemonRunTest {
  private static final Instant THURSDAY = Instant.parse("2026-03-05T12:00:00Z");
  private static final Pace PACE =
      new Pace(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofHours(3));

  @TempDir private Path folder;
  private Cli cli;
  private final StringWriter said = new StringWriter();

  /** As {@code sentinel daemon} is called. */
  @Command
  private static final class Called implements Runnable {
    @Mixin private DataOptions options;

    @Override
    public void run() {}
  }

  @BeforeEach
  void makesAProject() {
    cli = new Cli(folder).assets("AAPL", "BTC-USD");
    cli.moveTo(THURSDAY);
  }

  @AfterEach
  void stopsTheMarket() {
    cli.close();
  }

  private void daemonUntil(Instant end, Consumer<Instant> meanwhile) {
    MovableClock clock = cli.clock();
    CommandLine line = new CommandLine(new Called(), new CommandFactory(clock));
    line.setErr(new PrintWriter(said, true)).setOut(new PrintWriter(said, true));
    Called called = line.getCommand();
    line.parseArgs("--config", cli.settings().toString());
    DaemonLog log = new DaemonLog(line.getOut(), line.getErr(), called.options);
    try (DaemonState state = DaemonState.taken(folder.resolve("data"), clock)) {
      new Daemon(
              new DaemonDuties(called.options, state, log),
              PACE,
              clock,
              new Rest() {
                @Override
                public boolean stopped() {
                  return clock.instant().isAfter(end);
                }

                @Override
                public void until(Instant moment) {
                  clock.moveTo(
                      moment.isAfter(clock.instant()) ? moment : clock.instant().plusMillis(1));
                  meanwhile.accept(clock.instant());
                }
              },
              new Random(7))
          .run();
    }
  }

  /** When it was asked for what: {@code 2026-03-06T03:30 AAPL}, to the minute. */
  private List<String> asked() {
    return said.toString()
        .lines()
        .filter(line -> line.contains("asked for"))
        .map(line -> line.replaceFirst("(:\\d\\d)?Z +asked for ([^:]*): run.*", " $2"))
        .toList();
  }

  @Test
  void asksForEachExchangeWhenItsBarsAreThereAndForNothingOnItsDaysOff() {
    cli.market("");
    daemonUntil(Instant.parse("2026-03-09T23:00:00Z"), at -> {});
    assertThat(asked().stream().map(line -> line.substring(0, 15) + line.substring(16)).toList())
        .containsExactly(
            "2026-03-05T12:0 AAPL, BTC-USD",
            "2026-03-06T01:0 BTC-USD",
            "2026-03-06T03:3 AAPL",
            "2026-03-07T01:0 BTC-USD",
            "2026-03-07T03:3 AAPL",
            "2026-03-08T01:0 BTC-USD",
            "2026-03-09T01:0 BTC-USD");
    assertThat(cli.on("freshness").out()).contains("FRESH, all 2 instruments");
    assertThat(cli.on("incidents ls").out()).doesNotContain("OPEN");
  }

  @Test
  void asksAgainUntilTheBarIsThereAndOpensOneIncidentAtTheDeadline() {
    cli.market(
        "- {symbol: AAPL, fault: stopped-feed, after: 2026-03-05, until: 2026-03-07T07:10:00Z}\n");
    daemonUntil(Instant.parse("2026-03-07T12:00:00Z"), at -> {});
    List<String> saturday =
        asked().stream().filter(l -> l.startsWith("2026-03-07") && l.endsWith(" AAPL")).toList();
    assertThat(saturday).first().asString().startsWith("2026-03-07T03:3");
    assertThat(saturday).last().asString().isBetween("2026-03-07T07:10", "2026-03-07T07:30");
    assertThat(saturday).hasSizeBetween(8, 12);
    List<Incident> incidents = incidents();
    assertThat(incidents).hasSize(1);
    Instant deadline = Instant.parse("2026-03-07T04:30:00Z");
    assertThat(Duration.between(deadline, incidents.get(0).opened()))
        .isLessThan(Duration.ofMinutes(1))
        .isPositive();
    assertThat(incidents.get(0).standing().state()).isEqualTo(Incident.State.RESOLVED);
  }

  private List<Incident> incidents() {
    try (var ledger =
        new io.dataflow.sentinel.ledger.SqliteLedger(folder.resolve("data/ledger.db"))) {
      ledger.open();
      return ledger.incidents().newest(10);
    }
  }

  @Test
  void waitsForADatabaseThatIsAwayAndTellsOfItOnce() throws IOException {
    Path server = Files.createDirectory(folder.resolve("server"));
    EmbeddedPostgres first = postgres(server, 0);
    int port = first.getPort();
    cli.market("");
    cli.file(
        ".env",
        "SENTINEL_YAHOO_URL="
            + cli.address()
            + "\nDATABASE_URL=postgresql://postgres@127.0.0.1:"
            + port
            + "/postgres\n");
    cli.file(
        "config/alerts.yaml",
        "route: {receiver: team}\nreceivers:\n- name: team\n  stdout_configs: [{}]\n");
    AtomicReference<EmbeddedPostgres> running = new AtomicReference<>(first);
    Instant gone = THURSDAY.plus(Duration.ofHours(2));
    Instant back = gone.plus(Duration.ofMinutes(80));

    daemonUntil(
        Instant.parse("2026-03-06T04:00:00Z"),
        at -> {
          if (at.isAfter(back) && running.get() == null) {
            running.set(postgres(server, port));
          } else if (at.isAfter(gone) && at.isBefore(back) && running.get() != null) {
            stop(running.getAndSet(null));
          }
        });
    stop(running.get());

    assertThat(asked())
        .hasSize(3)
        .satisfies(list -> assertThat(list.get(1)).isBetween("2026-03-06T01", "2026-03-06T01:10"));
    assertThat(said.toString())
        .containsOnlyOnce("CRITICAL: the ledger cannot be used")
        .containsOnlyOnce("RESOLVED: the ledger cannot be used");
  }

  private static EmbeddedPostgres postgres(Path data, int port) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
      return (port == 0 ? builder : builder.setPort(port)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void beatsWithTheCodeOfTheLastRunAlsoAfterARestart() throws IOException {
    try (PingServer server = new PingServer()) {
      cli.assets("AAPL").market("- {symbol: AAPL, fault: unknown-symbol}\n");
      cli.file(
          ".env",
          "SENTINEL_YAHOO_URL="
              + cli.address()
              + "\nSENTINEL_HEARTBEAT_URL="
              + server.address()
              + "/key\n");
      daemonUntil(THURSDAY.plus(Duration.ofMinutes(1)), at -> {});
      assertThat(server.paths()).containsExactly("/key/start", "/key/1");

      cli.moveTo(THURSDAY.plus(Duration.ofMinutes(5))); // before it asks again
      daemonUntil(cli.clock().instant(), at -> {});
      assertThat(server.paths()).containsExactly("/key/start", "/key/1", "/key/1");
      assertThat(server.pings().get(2).body()).contains("no run was due");
    }
  }

  @Test
  void takesUpAnInstrumentThatIsAddedAndSurvivesSettingsThatAreBroken() throws IOException {
    try (PingServer server = new PingServer()) {
      cli.market("");
      cli.file(
          ".env",
          "SENTINEL_YAHOO_URL="
              + cli.address()
              + "\nSENTINEL_HEARTBEAT_URL="
              + server.address()
              + "/key\n");
      breaksAndMends();
      assertThat(server.paths()).containsOnlyOnce("/key/4");
    }
  }

  private void breaksAndMends() {
    Instant broken = THURSDAY.plus(Duration.ofHours(2));
    Instant mended = THURSDAY.plus(Duration.ofHours(4));
    daemonUntil(
        THURSDAY.plus(Duration.ofHours(6)),
        at -> {
          if (at.isAfter(mended)) {
            cli.assets("AAPL", "BTC-USD", "MSFT");
          } else if (at.isAfter(broken)) {
            cli.file("config/assets.yaml", "assets: [");
          }
        });
    assertThat(asked()).hasSize(2).last().asString().endsWith("MSFT");
    assertThat(said.toString()).containsOnlyOnce("assets.yaml:1");
  }
}
