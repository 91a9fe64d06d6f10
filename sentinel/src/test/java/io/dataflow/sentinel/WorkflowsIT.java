package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dataflow.sentinel.ci.Runner;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell of the workflows' steps, run as GitHub runs it, in a folder like a checkout. {@code
 * make} is a script that says what it was asked for: the program is the one that is built here.
 */
@Tag("it")
@Tag("slow")
class WorkflowsIT {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path WORKFLOWS = ROOT.resolve(".github/workflows");
  private static final String MAIL_WORD = "pl4nted-mail-w0rd";

  @TempDir private Path folder;
  private StandInServer market;
  private String source;
  private int jobs;

  @BeforeEach
  void opens() throws IOException {
    market = new StandInServer(Market.simulated(7), Faults.none(), new MovableClock(Instant.now()));
    source = market.start(0).toString();
  }

  @AfterEach
  void closes() throws IOException {
    market.close();
  }

  /** The address of the role with a password that nobody is to see. */
  private static String address(RealPostgres.Database database) {
    database.execute(
        "GRANT ALL ON DATABASE " + database.name() + " TO reader",
        "GRANT ALL ON SCHEMA public TO reader");
    return database.readerAddress().replace("reader@", "reader:pl4nted%2Fw0rd%3F%26%40@");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A job on a new machine: nothing is there but the checkout. */
  private WorkflowJob job(String file, String name) throws IOException {
    Path machine = folder.resolve("machine" + jobs++);
    WorkflowJob job = new WorkflowJob(WORKFLOWS.resolve(file), name, machine);
    script(
        machine.resolve("bin/make"),
        "#!/bin/sh\necho \"make $*\"\ncase $1 in check) exit ${CHECK_CODE:-0};; esac\n");
    Path program = job.workspace().resolve("bin/sentinel");
    script(program, "#!/bin/sh\nexec '" + ROOT.resolve("bin/sentinel") + "' \"$@\"\n");
    Path settings = Files.createDirectories(job.workspace().resolve("config"));
    Files.writeString(
        settings.resolve("assets.yaml"),
        "assets:\n- BTC-USD\nstart_date: "
            + LocalDate.now(java.time.ZoneOffset.UTC).minusDays(20)
            + "\npipeline: {min_gap: PT0S, retry_delay: PT0.01S, cool_down: PT0.01S}\n");
    Files.writeString(
        settings.resolve("alerts.yaml"),
        "route: {receiver: log, group_wait: 0s}\nreceivers:\n- name: log\n  stdout_configs: [{}]\n");
    Files.copy(ROOT.resolve("pom.xml"), job.workspace().resolve("pom.xml"));
    return job.variable("PATH", machine.resolve("bin") + ":" + System.getenv("PATH"))
        .variable("SENTINEL_ARCHIVE", "off")
        .variable("SENTINEL_YAHOO_URL", source)
        .value("steps.built.outputs.cache-hit", "")
        .value("github.token", "pl4nted-token")
        .value("github.repository", "owner/market");
  }

  private WorkflowJob pipeline(String database) throws IOException {
    return job("pipeline.yml", "pipeline")
        .value("secrets.DATABASE_URL", database)
        .value("secrets.SENTRY_DSN", "")
        .value("secrets.EMAIL_PASS", MAIL_WORD);
  }

  private static void secretsStaySecret(WorkflowJob.Ended ended) {
    assertThat(ended.all()).doesNotContain("pl4nted");
  }

  @Test
  void theNextMachineGoesOnWhereTheLastOneWas() throws Exception {
    RealPostgres.Database database = POSTGRES.database();
    String url = address(database);
    WorkflowJob.Ended first = pipeline(url).run();
    assertThat(first.success()).as(first.all()).isTrue();
    WorkflowJob.Step run = first.step("Run");
    assertThat(run.outputs()).containsEntry("exit-code", "0").containsEntry("verdict", "FRESH");
    assertThat(run.summary()).contains("BTC", "FRESH");
    assertThat(Runner.commands(run.printed())).isEmpty();
    secretsStaySecret(first);

    WorkflowJob.Ended second = pipeline(url).run();
    assertThat(second.step("Run").printed()).contains("The lake was empty, restored:");
    assertThat(second.step("Run").outputs()).containsEntry("exit-code", "0");

    WorkflowJob.Ended told = alerts(url, "77").run();
    assertThat(told.success()).as(told.all()).isTrue();
    assertThat(told.step("Tell people, unless the run told them itself").printed())
        .contains("runs come as they should");
  }

  @Test
  void failingTestsStopNothingAndAreToldAtTheEnd() throws Exception {
    WorkflowJob.Ended ended =
        pipeline(address(POSTGRES.database())).variable("CHECK_CODE", "1").run();

    assertThat(ended.step("Run").outputs()).containsEntry("exit-code", "0");
    assertThat(ended.success()).isFalse();
    assertThat(Runner.commands(ended.step("Say that the tests failed").printed()))
        .singleElement()
        .satisfies(c -> assertThat(c.properties()).containsEntry("title", "The tests failed"));
  }

  @Test
  void aMissingSecretIsNamedAndEndsWithFour() throws Exception {
    WorkflowJob.Ended ended = pipeline("").run();

    WorkflowJob.Step run = ended.step("Run");
    assertThat(run.code()).isEqualTo(4);
    assertThat(ended.success()).isFalse();
    assertThat(run.printed()).contains("DATABASE_URL", ".env");
    assertThat(Runner.commands(run.printed())).hasSize(1);
    assertThat(run.outputs()).containsEntry("exit-code", "4");
    secretsStaySecret(ended);
  }

  @Test
  void anUnknownSymbolMakesTheJobFail() throws Exception {
    WorkflowJob job = pipeline(address(POSTGRES.database()));
    Files.writeString(
        job.workspace().resolve("config/assets.yaml"),
        "assets:\n- BTC-USD\n- NOSUCH\npipeline: {min_gap: PT0S}\nstart_date: 2026-01-01\n");
    market.close();
    Path faults = folder.resolve("faults.yaml");
    Files.writeString(faults, "faults:\n- {symbol: NOSUCH, fault: unknown-symbol}\n");
    market =
        new StandInServer(
            Market.simulated(7), Faults.read(faults), new MovableClock(Instant.now()));
    job.variable("SENTINEL_YAHOO_URL", market.start(0).toString());

    WorkflowJob.Step run = job.run().step("Run");

    assertThat(run.code()).isEqualTo(1);
    assertThat(Runner.commands(run.printed()))
        .singleElement()
        .satisfies(
            c ->
                assertThat(c.properties())
                    .containsEntry("file", "config/assets.yaml")
                    .containsEntry("line", "3"));
  }

  /** The program's place is taken by a script that prints each word it was given. */
  private WorkflowJob.Step asked(int code, String symbols, String from, String until)
      throws Exception {
    WorkflowJob job = pipeline("postgresql://nowhere.invalid/x");
    script(
        job.workspace().resolve("bin/sentinel"),
        "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\nexit " + code + "\n");
    job.value("inputs.symbols", symbols).value("inputs.from", from).value("inputs.until", until);
    WorkflowJob.Ended ended = job.run();
    assertThat(ended.success()).isEqualTo(ended.step("Run").code() == 0);
    return ended.step("Run");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,0", "3,3", "4,4", "5,5"})
  void onlyWarningsPass(int code, int ends) throws Exception {
    WorkflowJob.Step run = asked(code, "", "", "");
    assertThat(run.code()).isEqualTo(ends);
    assertThat(run.printed()).isEqualTo("<run>\n<--require>\n<DATABASE_URL>\n<--wait>\n<10m>\n");
  }

  @Test
  void aBackFillIsAskedForByHand() throws Exception {
    assertThat(asked(0, "AAPL,SPY", "2010-01-01", "2014-12-31").printed())
        .startsWith("<backfill>\n")
        .endsWith("<--symbol=AAPL,SPY>\n<--from=2010-01-01>\n<--to=2014-12-31>\n");
    assertThat(asked(0, "AAPL", "2010-01-01", "").printed()).endsWith("<--from=2010-01-01>\n");
    assertThat(asked(0, "AAPL", "", "").printed()).startsWith("<run>").endsWith("<--only=AAPL>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch planted)",
        "`touch planted`",
        "a'; touch planted; '",
        "\"; touch planted; \"",
        "a\ntouch planted",
        "--json",
        "*",
        "${IFS}x"
      })
  void whatIsTypedIntoTheFormIsOneWord(String hostile) throws Exception {
    assertThat(asked(0, hostile, "", "").printed()).endsWith("<--only=" + hostile + ">\n");
    assertThat(asked(0, hostile, hostile, hostile).printed())
        .endsWith("<--symbol=" + hostile + ">\n<--from=" + hostile + ">\n<--to=" + hostile + ">\n");
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(f -> f.endsWith("planted"))).isEmpty();
    }
  }

  @Test
  void theProgramRefusesWhatIsTypedWrong() throws Exception {
    WorkflowJob.Ended ended =
        pipeline(address(POSTGRES.database()))
            .value("inputs.symbols", "BTC-USD\n::error::planted")
            .value("inputs.from", "2010-01-01")
            .run();
    WorkflowJob.Step run = ended.step("Run");
    assertThat(run.code()).isEqualTo(4);
    assertThat(Runner.commands(run.printed())).allMatch(c -> c.properties().containsKey("title"));
  }

  private WorkflowJob alerts(String database, String run) throws IOException {
    return job("alerts.yml", "alerts")
        .value("secrets.DATABASE_URL", database)
        .value("github.event.workflow_run.id", run)
        .value("github.event.workflow_run.run_attempt", "1")
        .value("github.event.workflow_run.conclusion", "failure")
        .value(
            "github.event.workflow_run.html_url", "https://example.com/owner/market/runs/" + run);
  }

  private static String told(WorkflowJob.Ended ended) {
    return ended.step("Tell people, unless the run told them itself").printed();
  }

  @Test
  void aJobWithoutARunIsToldOnceAndItsEndIsToldByTheNextRun() throws Exception {
    String url = address(POSTGRES.database());
    WorkflowJob.Ended first = alerts(url, "70").run();
    assertThat(first.success()).isFalse();
    assertThat(told(first))
        .contains("ERROR: the run failed", "job owner/market/70/1 is over and left no finished run")
        .contains("the workflow ended with failure", "https://example.com/owner/market/runs/70");
    secretsStaySecret(first);

    WorkflowJob.Ended again = alerts(url, "70").run();
    assertThat(told(again)).contains("left no finished run").doesNotContain("the run failed");

    WorkflowJob.Ended run = pipeline(url).run();
    assertThat(run.step("Run").printed()).contains("the run failed");
    assertThat(run.step("Run").outputs()).containsEntry("open-incidents", "0");
    assertThat(told(alerts(url, "77").run())).contains("runs come as they should");
  }

  @Test
  void aDatabaseThatIsGoneIsToldPastIt() throws Exception {
    WorkflowJob.Ended ended =
        alerts("postgresql://me:pl4nted@127.0.0.1:1/x?connect_timeout=1", "70").run();
    assertThat(ended.step("Tell people, unless the run told them itself").code()).isEqualTo(3);
    assertThat(told(ended))
        .contains("could not look at", "the ledger cannot be used", "owner/market/70/1");
    secretsStaySecret(ended);
  }

  @ParameterizedTest
  @CsvSource({"204,0", "403,1", "404,1"})
  void theScheduleIsKeptOn(int status, int code) throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    byte[] loopback = {127, 0, 0, 1};
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    api.start();
    try {
      WorkflowJob job = job("pipeline.yml", "keep-schedule");
      commit(job.workspace(), "2026-01-01T00:00:00Z");
      job.variable("GITHUB_API_URL", "http://127.0.0.1:" + api.getAddress().getPort());
      WorkflowJob.Ended ended = job.run();
      WorkflowJob.Step step = ended.steps().get(0);
      assertThat(step.code()).as(step.printed()).isEqualTo(code);
      assertThat(asked)
          .containsExactly(
              "PUT /repos/owner/market/actions/workflows/pipeline.yml/enable"
                  + " Bearer pl4nted-token");
      List<String> said =
          Runner.commands(step.printed()).stream().map(Runner.Command::name).toList();
      assertThat(said).isEqualTo(code == 0 ? List.of("warning") : List.of("warning", "error"));
      secretsStaySecret(ended);
    } finally {
      api.stop(0);
    }
  }

  private static void commit(Path repository, String at) throws Exception {
    for (List<String> words :
        List.of(
            List.of("git", "init", "-q"),
            List.of(
                "git",
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.com",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "one"))) {
      ProcessBuilder builder = new ProcessBuilder(words).directory(repository.toFile());
      builder.environment().put("GIT_COMMITTER_DATE", at);
      assertThat(builder.inheritIO().start().waitFor()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"v0.0.1,false", "main,false", "THIS,true"})
  void aReleaseIsOfTheVersionThatItsTagSays(String tag, boolean released) throws Exception {
    WorkflowJob job = job("release.yml", "release");
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    Path dist = Files.createDirectories(job.workspace().resolve("sentinel/target/dist"));
    Path archive = Files.write(dist.resolve("x.tar.gz"), new byte[] {1, 2});
    Files.writeString(
        dist.resolve("x.tar.gz.sha256"), sha256(Files.readAllBytes(archive)) + "  x.tar.gz\n");
    script(
        job.workspace().getParent().getParent().getParent().resolve("bin/gh"),
        "#!/bin/sh\nprintf 'gh <%s>\\n' \"$@\"\n");
    WorkflowJob.Ended ended =
        job.value("github.ref_name", tag.equals("THIS") ? "v" + version : tag).run();

    assertThat(ended.success()).as(ended.all()).isEqualTo(released);
    assertThat(ended.ran("Create the release")).isEqualTo(released);
    if (released) {
      List<String> words =
          new ArrayList<>(ended.step("Create the release").printed().lines().toList());
      assertThat(words)
          .startsWith("gh <release>", "gh <create>", "gh <v" + version + ">")
          .endsWith(
              "gh <sentinel/target/dist/x.tar.gz>", "gh <sentinel/target/dist/x.tar.gz.sha256>");
    }
    secretsStaySecret(ended);
  }

  private static String sha256(byte[] bytes) throws Exception {
    byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    return java.util.HexFormat.of().formatHex(digest);
  }
}
