package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.heartbeat.PingServer;
import io.dataflow.sentinel.heartbeat.PingServer.Ping;
import io.dataflow.sentinel.heartbeat.PingServer.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run and the server that hears of it. */
@Tag("it")
class PulseTest {
  private static final String KEY = "pl4nted-ping-k3y";

  @TempDir private Path folder;
  private PingServer server;
  private Cli cli;

  @BeforeEach
  void starts() throws IOException {
    server = new PingServer();
    cli = new Cli(folder);
  }

  @AfterEach
  void stops() {
    cli.close();
    server.close();
  }

  /** A market with faults, and where the run tells that it lives. */
  private void market(String faults, String heartbeat) {
    cli.market(faults);
    cli.file(
        ".env",
        "SENTINEL_YAHOO_URL=" + cli.address() + "\nSENTINEL_HEARTBEAT_URL=" + heartbeat + "\n");
  }

  private void market(String faults) {
    market(faults, server.address() + "/" + KEY);
  }

  @Test
  void tellsThatARunBeganAndEndedWell() {
    market("");
    Cli.Ended ended = cli.run();

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(server.paths()).containsExactly("/" + KEY + "/start", "/" + KEY);
    assertThat(server.pings()).extracting(Ping::rid).doesNotContain("").hasSize(2);
    assertThat(server.pings().get(0).rid()).isEqualTo(server.pings().get(1).rid());
    assertThat(ended.said()).doesNotContain("heartbeat", KEY);
  }

  @Test
  void tellsTheCodeAndTheFirstProblemsOfARunThatFoundSome() {
    market("- {symbol: AAPL, fault: unknown-symbol}\n");
    Cli.Ended ended = cli.run("--quiet");

    assertThat(ended.code()).isOne();
    assertThat(server.paths()).endsWith("/" + KEY + "/1");
    assertThat(server.pings().get(1).body())
        .contains("ended with exit code 1\nAAPL: HTTP 404")
        .containsPattern("^run \\d{8}T\\d{9}Z-[0-9a-f]{4} ended");
  }

  @Test
  void tellsOfABackfillToo() {
    market("");
    cli.run();
    cli.on("backfill", "--symbol", "AAPL", "--from", "2026-01-05", "--to", "2026-01-30");

    assertThat(server.paths()).hasSize(4).endsWith("/" + KEY + "/start", "/" + KEY);
  }

  @Test
  void tellsThatNoRunCouldBeginForItsSettings() {
    market("");
    cli.file("config/assets.yaml", "tickers: [AAPL]\n");

    assertThat(cli.run().code()).isEqualTo(4);
    assertThat(server.paths()).containsExactly("/" + KEY + "/4");
    assertThat(server.pings().get(0).body()).contains("tickers").contains("exit code 4");
  }

  @Test
  void tellsThatNoRunCouldBeginForAnotherVariable() {
    market("");
    cli.file(".env", cli.read(".env") + "LOG_LEVEL=loud\n");

    assertThat(cli.run().code()).isEqualTo(4);
    assertThat(server.paths()).containsExactly("/" + KEY + "/4");
  }

  @Test
  void tellsNobodyOfAWrongCommandLine() {
    market("");

    assertThat(cli.run("--fulll").code()).isEqualTo(4);
    assertThat(cli.on("backfill", "--symbol", "AAPL", "--from", "2027-01-01").code()).isEqualTo(4);
    assertThat(server.pings()).isEmpty();
  }

  @Test
  void saysWhatCouldNotBeToldAndEndsAsTheRunDid() {
    market("");
    server.answers(Reply.ok("OK"), Reply.status(404));
    Cli.Ended ended = cli.run("--json");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("{");
    assertThat(ended.err())
        .contains("heartbeat: the run's end was not told: it was answered with HTTP 404");
    assertThat(cli.read("logs/pipeline.json"))
        .containsPattern("\"WARN\".*heartbeat: the run's end was not told");
    assertThat(cli.everythingWritten(folder.resolve(".env")) + ended.said()).doesNotContain(KEY);
  }

  @Test
  void refusesWhatIsNoAddress() {
    market("", KEY);
    Cli.Ended ended = cli.run();

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains(".env:2: SENTINEL_HEARTBEAT_URL: an http or https address")
        .doesNotContain(KEY);
  }

  @Test
  void isShownByTheDoctorWhoDoesNotPing() {
    market("");
    cli.run();
    int before = server.pings().size();

    assertThat(cli.on("doctor").out()).containsPattern("ok +heartbeat +set; each run pings it");
    assertThat(server.pings()).hasSize(before);
    cli.market("");
    assertThat(cli.on("doctor").out()).containsPattern("- +heartbeat +none is set");
    assertThat(cli.on("config").out()).contains("SENTINEL_HEARTBEAT_URL");
  }
}
