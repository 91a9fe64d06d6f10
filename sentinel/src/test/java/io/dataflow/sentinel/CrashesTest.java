package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.crash.CrashServer;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is a failure of the program itself, and what is not. */
@Tag("it")
class CrashesTest {
  private static final String WORD = "pl4nted-database-w0rd";

  @TempDir private Path folder;
  private CrashServer server;
  private Cli cli;

  @BeforeEach
  void starts() throws IOException {
    server = new CrashServer();
    cli = new Cli(folder);
    cli.market("");
    reportsTo(server.dsn());
  }

  @AfterEach
  void stops() {
    cli.close();
    server.close();
  }

  private void reportsTo(String dsn) {
    cli.file(
        ".env",
        cli.read(".env").lines().findFirst().orElseThrow()
            + "\nENV=production\nSENTRY_DSN="
            + dsn
            + "\n");
  }

  private JsonNode event() {
    assertThat(server.envelopes()).hasSize(1);
    return server.envelopes().get(0).event();
  }

  private void breakLake() {
    assertThat(cli.run().code()).isZero();
    cli.file("data/catalog.db", "no database at all ".repeat(900));
  }

  @Test
  void reportsARunThatBreaksAtADamagedLakeAndOpensOneIncident() {
    breakLake();
    Cli.Ended ended = cli.run();

    assertThat(ended.code()).as(ended.said()).isIn(3, 5);
    assertThat(ended.said()).doesNotContain("sentry", CrashServer.KEY);
    JsonNode event = event();
    assertThat(event.path("exception").findValuesAsText("type")).contains("LakeException");
    assertThat(event.path("tags").path("command").asText()).isEqualTo("run");
    assertThat(event.path("tags").path("stage").asText()).isNotEmpty();
    assertThat(event.path("tags").path("run").asText()).matches("\\d{8}T\\d{9}Z-[0-9a-f]{4}");
    assertThat(event.path("environment").asText()).isEqualTo("production");
    assertThat(event.path("release").asText()).isEqualTo("dataflow-sentinel@0.0.0");
    assertThat(cli.on("incidents ls").out()).containsOnlyOnce("the run failed");
  }

  @Test
  void reportsARunWhoseLedgerIsDamaged() {
    assertThat(cli.run().code()).isZero();
    cli.file("data/ledger.db", "no database at all ".repeat(900));
    Cli.Ended ended = cli.run();

    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(event().path("exception").findValuesAsText("type")).contains("LedgerException");
  }

  @Test
  void reportsNothingOfADamagedLedgerThatAnotherCommandOnlyReads() {
    assertThat(cli.run().code()).isZero();
    cli.file("data/ledger.db", "no database at all ".repeat(900));

    assertThat(cli.on("freshness").code()).isEqualTo(3);
    assertThat(server.envelopes()).isEmpty();
  }

  @Test
  void endsAsTheRunDidWhenTheReportCannotBeSent() {
    breakLake();
    int reported = cli.run().code();
    server.answers(500);
    Cli.Ended refused = cli.run();
    assertThat(refused.code()).isEqualTo(reported);
    assertThat(refused.err())
        .contains("sentry: the failure was not reported: its server answered with HTTP 500\n");
    reportsTo("k3yword");
    Cli.Ended wrong = cli.run("--json");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("SENTRY_DSN: a DSN such as https://KEY@", ".env:");
    assertThat(wrong.said()).doesNotContain("k3yword");
  }

  @Test
  void reportsNeitherDataNorOutagesNorBadSettings() {
    assertThat(cli.run().code()).isZero();
    cli.market("- {symbol: AAPL, fault: unknown-symbol}\n");
    reportsTo(server.dsn());
    assertThat(cli.run("--full", "AAPL").code()).isOne();
    cli.close();
    assertThat(cli.run("--full", "AAPL").code()).isEqualTo(3);
    assertThat(cli.run("--fulll").code()).isEqualTo(4);
    cli.file("config/assets.yaml", "tickers: [AAPL]\n");
    assertThat(cli.run().code()).isEqualTo(4);

    assertThat(server.envelopes()).isEmpty();
  }

  @Test
  void takesAMistakeWithinARunLikeAnyOtherRunThatBroke() {
    StringWriter err = new StringWriter();
    Settings settings =
        SettingsReader.read(cli.settings(), Map.of(), Optional.empty(), Optional.empty())
            .settings();
    Surroundings around =
        new Surroundings(
            Map.of("PGPASSWORD", WORD),
            Optional.of(cli.settings()),
            new Remedy(Optional.empty(), Optional.empty()),
            new PrintWriter(PrintWriter.nullWriter()),
            new PrintWriter(err, true));
    try (Sentinel sentinel =
        new Sentinel(
            settings,
            settings.assets().stream().map(a -> a.symbol()).collect(Collectors.toSet()),
            Clock.fixed(Cli.FRIDAY_NIGHT, ZoneOffset.UTC),
            around)) {
      RunReport report = new Runner(sentinel, "run", Clock.systemUTC()).run(landed -> mistake());

      assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(report.problems())
          .singleElement()
          .asString()
          .startsWith("fetch: java.lang.IllegalStateException: no such state");
      assertThat(sentinel.ledger().incidents().open())
          .singleElement()
          .satisfies(i -> assertThat(i.fingerprint().what()).isEqualTo(IncidentClass.RUN_FAILED));
    }
    assertThat(err.toString()).isEmpty();
    assertThat(event().path("tags").path("stage").asText()).isEqualTo("fetch");
    assertThat(server.envelopes().get(0).text()).doesNotContain(WORD).contains("no such state");
    assertThat(cli.run().code()).isZero();
  }

  private static void mistake() {
    throw new IllegalStateException("no such state, " + WORD);
  }

  private String failed(Exception cause) throws Exception {
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
    CommandLine command = line.getSubcommands().get("freshness");
    line.getExecutionExceptionHandler()
        .handleExecutionException(
            cause, command, line.parseArgs("freshness", "--config", cli.settings().toString()));
    return err.toString();
  }

  @Test
  void reportsAMistakeInAnyCommandAlsoWhenTheSettingsCannotBeRead() throws Exception {
    cli.file("config/assets.yaml", "tickers: [AAPL]\n");
    cli.file("config/alerts.yaml", "route: 1\n");
    cli.file(".env", cli.read(".env") + "DATABASE_URL=postgres://u:" + WORD + "@127.0.0.1:9/db\n");
    failed(new IllegalStateException("no such state, " + WORD));

    assertThat(event().path("tags").path("command").asText()).isEqualTo("sentinel freshness");
    assertThat(server.envelopes().get(0).text()).doesNotContain(WORD);
    assertThat(event().path("exception").findValuesAsText("value"))
        .containsExactly("no such state, *****");
  }

  @Test
  void reportsNoFailureOfACommandThatSaysItselfWhatToDo() throws Exception {
    for (Exception known :
        List.of(
            new InvalidFileException(List.of("a.yaml:1: wrong")),
            new RunLock.LockedException("another run is at work"),
            new UncheckedIOException(new IOException("No space left on device")),
            new IOException("gone"))) {
      failed(known);
    }
    assertThat(server.envelopes()).isEmpty();
  }
}
