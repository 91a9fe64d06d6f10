package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who hears that the ledger cannot be used, how often, and of the end. */
@Tag("slow")
class LedgerOutageTest extends AlertScene {
  @BeforeEach
  void namesReceivers() {
    alerts(receivers(true));
  }

  private String receivers(boolean ends) {
    return """
        route: {receiver: team}
        receivers:
          - name: team
            webhook_configs: [{url: "%s"}]
          - name: flagged
            on_ledger_failure: true
            webhook_configs: [{url: "%s", send_resolved: %s}, {url: "%s"}]
        """
        .formatted(inbox.box("team"), inbox.box("one"), ends, inbox.box("two"));
  }

  private LedgerOutage outage() {
    return new LedgerOutage(sentinel(), desk());
  }

  private Path file() {
    return folder.resolve("data/ledger-outage.json");
  }

  private List<?> known() throws Exception {
    return (List<?>) ((Map<?, ?>) Json.read(Files.readAllBytes(file()))).get("told");
  }

  @Test
  void thoseNamedForItHearOnceAndOfTheEnd() {
    assertThat(outage().tell("run-1", "no connection").exitCode()).isZero();
    clock.advance(Duration.ofHours(1));
    outage().tell("run-2", "no connection");

    assertThat(told("one")).containsExactly("firing ledger-failed");
    assertThat(told("two")).containsExactly("firing ledger-failed");

    clock.advance(Duration.ofHours(1));
    assertThat(outage().over("run-3").exitCode()).isZero();
    outage().over("run-4");

    assertThat(told("one")).containsExactly("firing ledger-failed", "resolved ledger-failed");
    assertThat(inbox.letters("one").get(1).body()).contains("2 h");
    assertThat(inbox.letters("team")).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void whoDidNotHearIsToldByTheNextRunAndNobodyElseAgain() throws Exception {
    inbox.answers("two", Mailboxes.status(503));
    Sending sending = outage().tell("run-1", "no connection");
    assertThat(sending.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(sending.lost()).singleElement().asString().contains("flagged/webhook/1", "HTTP 503");
    assertThat(known().toString()).isEqualTo("[flagged/webhook/0]");
    inbox.clear();
    inbox.answers("two", Mailboxes.status(200));

    outage().tell("run-2", "no connection");

    assertThat(inbox.letters("one")).isEmpty();
    assertThat(told("two")).containsExactly("firing ledger-failed");
  }

  @Test
  void whoCannotBeToldOfTheEndIsToldByALaterRun() throws Exception {
    outage().tell("run-1", "no connection");
    inbox.clear();
    inbox.answers("two", Mailboxes.status(503));

    assertThat(outage().over("run-2").exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(known().toString()).isEqualTo("[flagged/webhook/1]");
    inbox.answers("two", Mailboxes.status(200));
    inbox.clear();
    assertThat(outage().over("run-3").exitCode()).isZero();

    assertThat(inbox.letters("one")).isEmpty();
    assertThat(told("two")).containsExactly("resolved ledger-failed");
    assertThat(file()).doesNotExist();
  }

  @Test
  void whoRefusesTheEndIsNotAskedForEver() {
    outage().tell("run-1", "no connection");
    inbox.answers("two", Mailboxes.status(404));

    assertThat(outage().over("run-2").exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(outage().over("run-3").exitCode()).isZero();
    assertThat(file()).doesNotExist();
  }

  @Test
  void whoDoesNotWantEndsHearsOfNone() {
    alerts(receivers(false));
    outage().tell("run-1", "no connection");
    inbox.clear();

    outage().over("run-2");

    assertThat(inbox.letters("one")).isEmpty();
    assertThat(told("two")).containsExactly("resolved ledger-failed");
  }

  @Test
  void aFileThatIsNoneOfThisProgramIsAsIfThereWereNone() {
    file("data/ledger-outage.json", "{\"since\":\"yesterday\",\"told\":[]}");
    assertThat(outage().over("run-1")).isEqualTo(Sending.nothing());
    outage().tell("run-2", "no connection");
    assertThat(told("one")).containsExactly("firing ledger-failed");

    file("data/ledger-outage.json", "not json");
    outage().tell("run-3", "no connection");
    assertThat(told("one")).hasSize(2);
  }

  @Test
  void runsAndNotifyTellOfADatabaseThatIsAwayOnceAndOfItsReturn() {
    try (Cli cli = new Cli(folder).market("")) {
      String source = "SENTINEL_YAHOO_URL=" + cli.address() + "\n";
      assertThat(cli.run().code()).isZero();
      cli.file(".env", source + "DATABASE_URL=postgresql://postgres@127.0.0.1:1/away\n");

      assertThat(cli.run("--quiet").code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(cli.run("--quiet").code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(cli.on("notify").code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(told("one")).containsExactly("firing ledger-failed");

      cli.file(".env", source);
      assertThat(cli.on("notify").code()).isZero();
      assertThat(told("one")).containsExactly("firing ledger-failed", "resolved ledger-failed");
      assertThat(inbox.letters("team")).isEmpty();
      inbox.clear();

      cli.file(".env", source + "DATABASE_URL=postgresql://postgres@127.0.0.1:1/away\n");
      assertThat(cli.on("notify").code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(cli.run("--quiet").code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(told("one")).containsExactly("firing ledger-failed");
      cli.file(".env", source);
      assertThat(cli.run("--quiet").code()).isZero();
      assertThat(told("one")).containsExactly("firing ledger-failed", "resolved ledger-failed");
    }
  }
}
