package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class IncidentsCommandTest {
  private static final Instant TUESDAY = Instant.parse("2026-03-10T13:00:00Z");

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder).assets("AAPL", "SPY", "MSFT", "JPM", "KO");
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

  /** One instrument's bar of Friday is missing. */
  private String oneMissing() {
    cli.market("- {symbol: AAPL, fault: missing-session, date: 2026-03-06}\n");
    Cli.Ended run = cli.run("--quiet");
    assertThat(run.code()).as(run.said()).isOne();
    List<?> open = (List<?>) Json.read(cli.on("incidents ls --json").out());
    assertThat(open).hasSize(1);
    return (String) ((Map<?, ?>) open.get(0)).get("id");
  }

  private Map<?, ?> shown(String id) {
    return (Map<?, ?>) Json.read(cli.on("incidents show --json", id).out());
  }

  @Test
  void saysThatNothingIsWrong() {
    assertThat(cli.on("incidents ls").out()).startsWith("nothing has run in ");
    cli.market("");
    cli.run();
    Cli.Ended ls = cli.on("incidents ls");
    assertThat(ls.out()).isEqualTo("no incident is open\n");
    assertThat(ls.code()).isZero();
    assertThat(cli.on("incidents ls --json").out()).isEqualTo("[ ]\n");
  }

  @Test
  void listsAndShowsWhatIsWrong() {
    String id = oneMissing();
    Cli.Ended ls = cli.on("incidents ls");
    assertThat(ls.code()).isOne();
    assertThat(ls.out())
        .isEqualTo(
            "ID          SEVERITY  STATE  SINCE (UTC)           WHAT\n"
                + id
                + "  warning   open   Sat 2026-03-07 04:30  AAPL: no bar for Fri 2026-03-06\n");
    Cli.Ended show = cli.on("incidents show", id.substring(0, 6));
    assertThat(show.out())
        .contains("AAPL: no bar for Fri 2026-03-06\n")
        .contains("expected  the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC\n")
        .contains("how bad   1 of 5 instruments\n")
        .contains("detected  after 15 min\n")
        .contains("told      at once\n")
        .containsPattern("team/stdout/0 +firing +sent +1");
    assertThat(shown(id).get("time_to_detect_s")).isEqualTo(900L);
  }

  @Test
  void tellsOnceAndThatItIsOver() {
    cli.market("- {symbol: AAPL, fault: missing-session, date: 2026-03-06}\n");
    assertThat(cli.run("--quiet").out()).startsWith("WARNING: AAPL: no bar for Fri 2026-03-06\n");
    assertThat(cli.run("--quiet").out()).isEmpty();
    assertThat(cli.on("notify --quiet").out()).isEmpty();
    cli.market("").moveTo(TUESDAY);
    assertThat(cli.run("--quiet").out())
        .startsWith("RESOLVED: AAPL: no bar for Fri 2026-03-06\n")
        .contains("Lasted: 3 days 8 h");
    assertThat(cli.on("incidents ls").out()).isEqualTo("no incident is open\n");
    assertThat(cli.on("incidents ls --all").out()).contains("resolved");
  }

  @Test
  void whoTakesItUpIsInTheHistory() {
    String id = oneMissing();
    Cli.Ended ack = cli.on("incidents ack", id, "--by", "ana", "--why", "asking the vendor");
    assertThat(ack.code()).as(ack.said()).isZero();
    assertThat(ack.out()).isEqualTo(id + " acknowledged: AAPL: no bar for Fri 2026-03-06\n");
    assertThat(shown(id).get("state")).isEqualTo("ACKNOWLEDGED");
    assertThat(cli.on("incidents show", id).out())
        .containsPattern("acknowledged +ana +asking the vendor");
  }

  @Test
  void aSnoozeLastsUntilTheNextSessionsDeadline() {
    String id = oneMissing();
    cli.on("incidents snooze", id, "--until-next-deadline");
    assertThat(shown(id).get("snoozed_until")).isEqualTo("2026-03-10T03:30:00Z");

    assertThat(cli.on("incidents snooze", id, "--for", "2h").code()).isZero();
    assertThat(shown(id).get("snoozed_until")).isEqualTo("2026-03-07T06:45:00Z");
    assertThat(cli.on("incidents snooze", id).err()).contains("one of --for, --until and");
    assertThat(cli.on("incidents snooze", id, "--until", "2026-03-01T00:00:00Z").err())
        .contains("2026-03-01T00:00:00Z is not in the future");

    cli.moveTo(Instant.parse("2026-03-07T06:45:00Z"));
    assertThat(cli.on("notify --quiet").out()).contains("New: snoozed until now");
  }

  @Test
  void whatAPersonEndsStaysEnded() {
    String id = oneMissing();
    assertThat(cli.on("incidents resolve", id).err()).contains("--why is wanted");
    Cli.Ended resolve = cli.on("incidents resolve", id, "--why", "the fund was closed");
    assertThat(resolve.out()).contains("RESOLVED: AAPL").contains("the fund was closed");
    assertThat(cli.run("--quiet").out()).isEmpty();
    assertThat(cli.on("incidents ls").code()).isZero();

    Cli.Ended again = cli.on("incidents ack", id);
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).startsWith("incident " + id + " is over since ");
  }

  @Test
  void nobodyHearsOfWhatIsSilencedUntilThatEnds() {
    cli.market("");
    cli.moveTo(Instant.parse("2026-03-06T04:45:00Z"));
    cli.run();
    cli.moveTo(Cli.FRIDAY_NIGHT);
    Cli.Ended silence =
        cli.on("incidents silence", "exchange=\"XNYS\"", "--for", "2h", "--why", "maintenance");
    assertThat(silence.code()).as(silence.said()).isZero();
    String silenceId = silence.out().substring(0, 10);
    cli.market("- {symbol: AAPL, fault: missing-session, date: 2026-03-06}\n");
    assertThat(cli.run("--quiet").out()).isEmpty();
    assertThat(cli.on("incidents ls").code()).isOne();
    assertThat(cli.on("incidents silences").out()).contains(silenceId, "exchange=\"XNYS\"");

    assertThat(cli.on("incidents unsilence", silenceId).out())
        .startsWith("WARNING: AAPL: no bar for Fri 2026-03-06");
    assertThat(cli.on("incidents silences").out()).isEqualTo("nothing is silenced\n");
    assertThat(cli.on("incidents unsilence", silenceId).code()).isEqualTo(4);
  }

  @Test
  void refusesSilencesWithoutEndOrReasonOrSense() {
    cli.market("");
    cli.run();
    assertThat(cli.on("incidents silence", "source=\"b\"", "--why", "x").err())
        .contains("one of --for and --until is wanted");
    assertThat(cli.on("incidents silence", "source=\"b\"", "--for", "2h").err())
        .contains("--why is wanted");
    Cli.Ended bad = cli.on("incidents silence", "severity", "--for", "2h", "--why", "x");
    assertThat(bad.code()).isEqualTo(4);
    assertThat(bad.err()).contains("severity");
  }

  @Test
  void refusesIdsThatAreNone() {
    oneMissing();
    Cli.Ended none = cli.on("incidents show", "i-nope");
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err())
        .contains("no incident has the id \"i-nope\". See: sentinel incidents ls --all");
  }

  @Test
  void saysWhoWouldBeToldAndWhy() {
    String id = oneMissing();
    Cli.Ended test = cli.on("alerts test", id);
    assertThat(test.code()).as(test.said()).isZero();
    assertThat(test.out())
        .contains("class=\"missing\"", "exchange=\"XNYS\"", "severity=\"warning\"")
        .contains("would be told to\n  team over team/stdout/0\n")
        .contains("takes all");
    cli.on("incidents silence", "class=\"missing\"", "--for", "2h", "--why", "x");
    assertThat(cli.on("alerts test", id).out())
        .contains("would be told to nobody.")
        .contains("silenced by s-");
    assertThat(cli.on("alerts test --label severity=critical --json").out())
        .containsPattern("\"team\" : \\[\\s+\"team/stdout/0\"");
    assertThat(cli.on("alerts test").err()).contains("an incident's id is wanted");
  }

  @Test
  void checksTheAlertsFileAndTriesReceivers() {
    assertThat(cli.on("alerts check").out()).isEqualTo("team: team/stdout/0\n");
    Cli.Ended send = cli.on("alerts send");
    assertThat(send.code()).as(send.said()).isZero();
    assertThat(send.out()).contains("This is a test").endsWith("team/stdout/0: taken\n");
    assertThat(cli.on("alerts send nobody").err()).contains("no receiver \"nobody\"");

    cli.file("config/alerts.yaml", "route: {receiver: tema}\nreceivers: [{name: team}]\n");
    Cli.Ended wrong = cli.on("alerts check");
    assertThat(wrong.code()).isEqualTo(4);
    assertThat(wrong.err()).contains("alerts.yaml:1: ").contains("tema");
    assertThat(cli.run().code()).as("a run does not begin with a wrong alerts file").isEqualTo(4);
  }

  @Test
  void notifyFindsWhatFellDueBetweenRuns() {
    cli.market("");
    cli.moveTo(Instant.parse("2026-03-06T04:45:00Z"));
    cli.run();
    cli.moveTo(Instant.parse("2026-03-07T06:44:59Z")); // a day, and an hour, after the last one
    assertThat(cli.on("notify").out()).isEqualTo("0 incidents are open; 0 sent, 0 waiting\n");
    cli.moveTo(Instant.parse("2026-03-07T06:45:00Z"));
    Cli.Ended due = cli.on("notify");
    assertThat(due.out())
        .startsWith("ERROR: no run came where one was due\n")
        .contains("Expected: a run that looks by Sat 2026-03-07 04:30 UTC")
        .endsWith("1 incident is open; 1 sent, 0 waiting\n");
    assertThat(cli.on("notify --json").out().strip())
        .isEqualTo(
            "{\"open_incidents\":1,\"sent\":0,\"waiting\":0,\"given_up\":0,\"problems\":[]}");
    cli.moveTo(Instant.parse("2026-03-07T07:00:00Z"));
    assertThat(cli.run("--quiet").out()).startsWith("RESOLVED: no run came where one was due");
  }

  @Test
  void notifySeesThatAnOutputIsGone() throws java.io.IOException {
    cli.market("");
    cli.run();
    java.nio.file.Files.delete(folder.resolve("data/gold/freshness.json"));
    assertThat(cli.on("notify --quiet").out())
        .startsWith("ERROR: missing or old: freshness.json\n")
        .contains("freshness.json");
    assertThat(cli.run("--quiet").out()).startsWith("RESOLVED: missing or old: freshness.json");
  }

  @Test
  void reportsHowRunsWentToWhoWantsToHear() {
    cli.file(
        "config/alerts.yaml",
        """
        route: {receiver: team}
        receivers:
        - name: team
          success: always
          stdout_configs: [{format: text}]
        - name: changes
          success: on-change
          stdout_configs: [{format: json}]
        """);
    cli.market("");
    Cli.Ended first = cli.run("--quiet");
    assertThat(first.out()).contains("5/5 instruments are fresh").contains("\"kind\":\"report\"");
    Cli.Ended second = cli.run("--quiet");
    assertThat(second.out()).contains("5/5").doesNotContain("\"kind\":\"report\"");
  }
}
