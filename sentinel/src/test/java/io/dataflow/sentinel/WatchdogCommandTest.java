package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.PostgresLedger;
import io.dataflow.sentinel.ledger.SqlLedger;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs in one place, and the command that looks at them from another. */
@Tag("slow")
class WatchdogCommandTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private static final Instant TUESDAY = Instant.parse("2026-03-10T06:00:00Z");

  @TempDir private Path folder;
  private final RealPostgres.Database database = POSTGRES.database();
  private Cli cli;

  @AfterEach
  void stops() {
    if (cli != null) {
      cli.close();
    }
  }

  /** A run at Friday's deadline that keeps its ledger in the database. */
  private Cli.Ended ran(String faults) {
    cli = new Cli(folder.resolve("runs")).assets("AAPL", "BTC-USD").market(faults);
    cli.file(
        ".env",
        "DATABASE_URL=" + database.address() + "\nSENTINEL_YAHOO_URL=" + cli.address() + "\n");
    return cli.run();
  }

  private Path elsewhere() {
    return folder.resolve("elsewhere");
  }

  /** The command where nothing of the runs is, as somebody who may only read. */
  private Cli.Ended watched(Instant at, String... more) {
    database.execute(
        "GRANT USAGE ON SCHEMA sentinel_ledger TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA sentinel_ledger TO reader");
    return look(readerAddress(), at, more);
  }

  private String readerAddress() {
    String password = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    return database.readerAddress().replace("reader@", "reader:" + password + "@");
  }

  private Cli.Ended look(String url, Instant at, String... more) {
    Cli other = new Cli(elsewhere());
    other.file(".env", "DATABASE_URL=" + url + "\n");
    List<String> words = new ArrayList<>(List.of("watchdog"));
    words.addAll(List.of(more));
    words.addAll(List.of("--as-of", at.toString(), "--config", other.settings().toString()));
    return Cli.bare(words.toArray(String[]::new));
  }

  private static Instant soon() {
    return Cli.FRIDAY_NIGHT.plus(Duration.ofHours(2));
  }

  @Test
  void saysThatRunsComeAsTheyShould() throws Exception {
    assertThat(ran("").code()).isZero();

    Cli.Ended ended = watched(soon(), "--max-age", "26h", "--by-calendar", "--allow", "PT5H");

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out())
        .startsWith("As of Sat 2026-03-07 06:45 UTC: runs come as they should, by postgresql://r")
        .contains("(schema sentinel_ledger)");
    assertThat(watched(soon(), "--by-calendar", "--allow", "5h", "--quiet").said()).isEmpty();
    try (var files = Files.walk(elsewhere()).filter(Files::isRegularFile)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("assets.yaml", ".env");
    }
  }

  /** Friday's deadlines, 01:30 and 04:30, were over when the first run wrote them. */
  @Test
  void doesNotBlameTheFirstRunForWhatWasDueBefore() {
    ran("");
    Instant morning = Instant.parse("2026-03-08T01:00:00Z");
    assertThat(watched(morning, "--by-calendar").out()).startsWith("As of Sun 2026-03-08 01:00");

    cli.moveTo(morning);
    assertThat(cli.run().code()).isZero();
    assertThat(watched(morning.plus(Duration.ofHours(20)), "--by-calendar").code()).isZero();
    assertThat(watched(morning.plus(Duration.ofHours(27)), "--by-calendar").out())
        .contains("nobody looked at 24/7's session of Sun 2026-03-08, since Mon 2026-03-09 02:30");
  }

  @Test
  void saysThatRunsStoppedAndWhatNobodyLookedAt() {
    ran("");

    Cli.Ended ended = watched(TUESDAY, "--max-age", "P1DT2H", "--by-calendar", "--allow", "5h");

    assertThat(ended.code()).isOne();
    assertThat(ended.out().lines().toList())
        .hasSize(2)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "critical: no run has begun for 3 d 1 h 15 min, since Sun 2026-03-08 06:45"
                            + " UTC. Expected: a run at least every 1 d 2 h. Likely: ")
                    .endsWith(". Do: sentinel run"),
            line ->
                assertThat(line)
                    .startsWith(
                        "error: nobody looked at 24/7's session of Sun 2026-03-08, since"
                            + " Sun 2026-03-08 06:30 UTC"));
  }

  @Test
  void saysSoInJson() {
    ran("");

    Cli.Ended ended = watched(TUESDAY, "--max-age", "26h", "--json");

    Map<?, ?> json = (Map<?, ?>) Json.read(ended.out());
    assertThat(json.get("fine")).isEqualTo(false);
    assertThat(json.get("exit_code")).isEqualTo(1L);
    assertThat((List<?>) json.get("unreached")).isEmpty();
    Map<?, ?> finding = (Map<?, ?>) ((List<?>) json.get("findings")).get(0);
    assertThat(finding.get("kind")).isEqualTo("stopped");
    assertThat(finding.get("severity")).isEqualTo("critical");
    assertThat(finding.get("since")).isEqualTo("2026-03-08T06:45:00Z");
    assertThat(finding.get("command")).isEqualTo("sentinel run");
  }

  @Test
  void takesBadDataForAVerdict() {
    assertThat(ran("- {symbol: AAPL, fault: unknown-symbol}\n").code()).isOne();

    assertThat(watched(soon(), "--max-age", "26h").code()).isZero();
  }

  @Test
  void saysThatARunEndedWithoutAVerdict() {
    cli = new Cli(folder.resolve("runs")).market("");
    String source = cli.address().toString();
    cli.close();
    cli.file(
        ".env", "DATABASE_URL=" + database.address() + "\nSENTINEL_YAHOO_URL=" + source + "\n");
    assertThat(cli.run().code()).isEqualTo(3);

    Cli.Ended ended = watched(soon(), "--max-age", "26h");

    assertThat(ended.code()).isOne();
    assertThat(ended.out())
        .contains("ended with exit code 3, without a verdict")
        .containsPattern("Do: sentinel show \\S+\n$");
  }

  @Test
  void tellsARunAtWorkFromOneThatWasCutOff() {
    ran("");
    database.execute(
        "UPDATE sentinel_ledger.run SET finished_at = NULL, exit_code = NULL, summary = NULL");
    assertThat(watched(soon(), "--max-age", "26h").out())
        .containsPattern("error: run \\S+ began and never ended, since Sat 2026-03-07 04:45 UTC");

    try (SqlLedger ledger = new PostgresLedger(database.connected())) {
      String run = ledger.runs(1).get(0).start().runId();
      LakeLease lease =
          LakeLease.taken(ledger.lease(), run, Clock.systemUTC(), Waiting.none(line -> {}));
      assertThat(watched(soon(), "--max-age", "26h").said()).contains("runs come as they should");
      assertThat(watched(soon().plus(Duration.ofHours(6)), "--max-age", "26h").out())
          .contains("warning: run " + run + " has been at work for 8 h");
      database.execute("UPDATE sentinel_ledger.lease SET pid = 999999999");
      assertThat(watched(soon(), "--max-age", "26h").out()).contains("began and never ended");
      lease.close();
    }
  }

  @Test
  void runsLaterThanTheGivenInstantAreNotKnown() {
    ran("");

    Cli.Ended ended = watched(Cli.FRIDAY_NIGHT.minusSeconds(60), "--max-age", "26h");

    assertThat(ended.out()).startsWith("critical: no run is recorded");
  }

  @Test
  void cannotLookWhereThereIsNoLedger() {
    Cli.Ended ended = look(readerAddress(), soon(), "--max-age", "26h");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("there is no ledger at ");
  }

  @Test
  void cannotLookAtADatabaseThatIsAwayAndSaysNoPassword() {
    Cli.Ended ended =
        look("postgresql://u:s3cret-w0rd@127.0.0.1:9/d", soon(), "--max-age", "26h", "--json");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).contains("could not connect at postgresql://u@127.0.0.1:9/d");
    assertThat(ended.said()).doesNotContain("s3cret-w0rd");
  }

  @Test
  void wantsToKnowWhatIsExpectedAndWhereToLook() {
    assertThat(Cli.bare("watchdog"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(4))
        .satisfies(e -> assertThat(e.err()).contains("--max-age 26h, or --by-calendar"));
    assertThat(Cli.bare("watchdog", "--max-age", "0h").code()).isEqualTo(4);
    assertThat(Cli.bare("watchdog", "--max-age", "soon").code()).isEqualTo(4);
    Cli other = new Cli(elsewhere());
    assertThat(Cli.bare("watchdog", "--by-calendar", "--config", other.settings().toString()).err())
        .contains("DATABASE_URL is not set or empty", ".env")
        .contains("--url");
    other.file(".env", "DATABASE_URL=mysql://x\n");
    assertThat(
            Cli.bare("watchdog", "--by-calendar", "--config", other.settings().toString()).code())
        .isEqualTo(4);
  }

  private Cli.Ended files(Instant at, String expected, String... files) {
    List<String> words = new ArrayList<>(List.of("watchdog", "--as-of", at.toString()));
    words.addAll(List.of(expected.split(" ")));
    for (String file : files) {
      words.addAll(List.of("--url", folder.resolve("runs/data/gold").resolve(file).toString()));
    }
    return Cli.bare(words.toArray(String[]::new));
  }

  @Test
  void judgesTheFilesThatARunLeft() {
    ran("");
    String settings = " --config " + cli.settings();

    assertThat(files(soon(), "--max-age 26h", "summary.json").code()).isZero();
    assertThat(files(soon(), "--by-calendar", "freshness.json").code()).isZero();
    assertThat(files(soon(), "--by-calendar --allow 5h" + settings, "summary.json").code())
        .isZero();
    assertThat(
            files(soon(), "--by-calendar --max-age 26h", "summary.json", "freshness.json").code())
        .isZero();

    assertThat(files(TUESDAY, "--max-age 26h", "summary.json").out())
        .contains("no run has begun for 3 d 1 h 15 min");
    assertThat(files(TUESDAY, "--by-calendar", "freshness.json").out())
        .contains("nobody looked at 24/7's session of Sat 2026-03-07, since Sun 2026-03-08 02:30")
        .contains("nobody looked at XNYS's session of Mon 2026-03-09, since Tue 2026-03-10 04:30");
    assertThat(files(TUESDAY, "--by-calendar" + settings, "summary.json").out())
        .contains("nobody looked at XNYS's session of Mon 2026-03-09");
  }

  @Test
  void doesNotPassOverWhatAFileCannotTell() {
    ran("");

    assertThat(files(soon(), "--max-age 26h", "freshness.json"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(4))
        .satisfies(e -> assertThat(e.err()).contains("says no time at which it was written"));
    assertThat(files(soon(), "--by-calendar", "summary.json"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(4))
        .satisfies(e -> assertThat(e.err()).contains("a summary.json names no instruments"));
  }

  @Test
  void tellsOfARunThatBrokeByItsFiles() {
    ran("");
    cli.file(
        ".env",
        "DATABASE_URL=postgresql://u@127.0.0.1:9/d\nSENTINEL_YAHOO_URL=http://127.0.0.1:9\n");
    assertThat(cli.run().code()).isEqualTo(3);

    assertThat(files(soon(), "--by-calendar", "freshness.json").out())
        .contains("run that wrote it came to no verdict")
        .contains("could not connect at postgresql://u@127.0.0.1:9/d");
    assertThat(files(soon(), "--max-age 26h", "summary.json").out())
        .contains("ended with exit code 3, without a verdict")
        .contains("could not connect at postgresql://u@127.0.0.1:9/d");
  }

  @Test
  void namesThePlaceWhereSeveralAreLookedAt() {
    ran("");

    Cli.Ended ended =
        files(TUESDAY, "--max-age 26h", "summary.json", "nowhere.json", "summary.json");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("gold/summary.json: no run has begun"));
    assertThat(ended.err()).contains("nowhere.json: there is no such file");
  }
}
