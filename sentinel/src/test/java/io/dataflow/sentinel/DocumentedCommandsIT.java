package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.DocumentedCommands.Shown;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what the pages show, in a shell, on the built program: in a project folder with the
 * demonstration's faults, a stand-in server as its source, and a PostgreSQL where one is wanted.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String FRIDAY = " --as-of 2026-03-07T04:45:00Z";

  /** What is not run, and why not. A command that matches none of these is run. */
  static final Map<String, String> NOT_RUN =
      Map.of(
          ".*\\[-h[a-zA-Z]*].*", "a synopsis",
          ".*\\.\\.\\..*", "says by dots that something is left out",
          ".* --url https://.*", "needs a web server elsewhere; WatchdogTest has one on loopback",
          ".*sentinel daemon.*", "runs until it is stopped; DaemonIT stops it",
          ".*sentinel run.*--ci .*", "speaks to a CI; its own test gives it one",
          ".*watchdog --ci-run .*", "asks the database of a CI; WorkflowsIT has one",
          ".*yahoo-server --recordings .*", "wants recorded answers; RecordedMarketTest makes some",
          "sentinel accept EZJ.L .*",
              "wants an instrument that is held; IdentityChangeTest holds one");

  /** Codes beside 0, 1 and 2, and why they are right here. */
  private static final Map<String, String> MAY_END_WITH_3 =
      Map.of(
          "sentinel backtest .*--symbol.*", "one month of sessions is too few to try rules on",
          "sentinel calendar XLON.*", "beyond the years it was verified for",
          "sentinel ledger copy", "the database has a ledger already",
          "sentinel next.*", "NOSUCH has no calendar",
          "sentinel (explain|freshness|run|watchdog|doctor|show|plan|notify|backfill|punctuality).*",
              "the simulated market knows no NOSUCH, and no instant of today",
          "sentinel export prometheus.*", "not evaluated at an instant of today");

  /** What pages call things, and what they are called here. */
  private Map<String, String> names;

  private Path folder;
  private Path project;
  private StandInServer server;
  private EmbeddedPostgres postgres;

  record Ended(int code, String out, String err) {
    String said() {
      return out + err;
    }
  }

  static List<Shown> commands() throws IOException {
    return DocumentedCommands.all().stream()
        .filter(shown -> NOT_RUN.keySet().stream().noneMatch(shown.text()::matches))
        .toList();
  }

  @BeforeAll
  void prepare(@TempDir Path temporary) throws Exception {
    folder = temporary;
    project = Files.createDirectories(folder.resolve("market"));
    Files.createDirectories(project.resolve("bin"));
    Files.createSymbolicLink(project.resolve("bin/sentinel"), ROOT.resolve("bin/sentinel"));
    server =
        new StandInServer(
            Market.simulated(7),
            Faults.read(ROOT.resolve("config/demo/faults.yaml")),
            new MovableClock(Cli.FRIDAY_NIGHT));
    String source = server.start(0).toString();
    postgres = EmbeddedPostgres.builder().start();
    String database = "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    files(source);
    database();
    assertThat(shell("bin/sentinel demo").code()).isZero();
    assertThat(
            shell("DATABASE_URL=" + database + " bin/sentinel run --data stored" + FRIDAY).code())
        .isEqualTo(1);
    Ended run = shell("bin/sentinel run" + FRIDAY);
    assertThat(run.code()).as(run.said()).isEqualTo(1);
    String silence =
        shell("bin/sentinel incidents silence 'class=\"hole\"' --for 2h --why trial" + FRIDAY)
            .out();
    String incident =
        new ObjectMapper()
            .readTree(shell("bin/sentinel incidents ls --json" + FRIDAY).out())
            .findValue("id")
            .asText();
    names =
        Map.ofEntries(
            Map.entry("http://127.0.0.1:8800", source),
            Map.entry("postgresql://reader@db.example.org:5432/prod", database),
            Map.entry("postgresql://watcher@db.example.com/market", database),
            Map.entry("/opt/sentinel/", ROOT + "/"),
            Map.entry("/opt/dataflow-sentinel-0.1.0/", ROOT + "/"),
            Map.entry("/opt/market", project.toString()),
            Map.entry("/var/lib/prometheus/node-exporter", project.toString()),
            Map.entry("/var/lib/sentinel", project + "/new"),
            Map.entry("/mnt/gold", project + "/data/gold"),
            Map.entry("20260307T0445", firstRun()),
            Map.entry("i-3f2a9c1d", incident),
            Map.entry("s-1f0c22aa", silence.replaceFirst("(?s).*?(s-[0-9a-f]+).*", "$1")));
    shell("cp -R data before");
    Files.writeString(project.resolve("database.txt"), database);
  }

  private String firstRun() throws Exception {
    String runs = shell("bin/sentinel history --json" + FRIDAY).out();
    return runs.replaceFirst("(?s).*?(\\d{8}T\\d{6,}Z-[0-9a-f]+).*", "$1");
  }

  @AfterAll
  void end() throws IOException {
    server.close();
    postgres.close();
    Files.delete(project.resolve("bin/sentinel")); // the folder's own clean-up follows no links
  }

  private void files(String source) throws IOException {
    write(
        "config/assets.yaml",
        """
        assets: [AAPL, SPY, TSLA, BTC-USD, ETH-USD, GC=F, NOSUCH]
        start_date: "2026-01-02"
        pipeline: {min_gap: PT0S, cool_down: PT0.2S, retry_delay: PT0.1S}
        """);
    write(
        "config/alerts.yaml",
        "route: {receiver: team}\nreceivers: [{name: team, stdout_configs: [{}]}]\n");
    write(".env", "SENTINEL_YAHOO_URL=" + source + "\n");
    write("contracts/bars.yaml", Files.readString(ROOT.resolve("contracts/bars.yaml")));
    write("config/demo/faults.yaml", Files.readString(ROOT.resolve("config/demo/faults.yaml")));
    write("my-faults.yaml", Files.readString(ROOT.resolve("config/demo/faults.yaml")));
    write("many.csv", "symbol,day\nAAPL,2026-03-06\n");
    write("filled.csv", "symbol,day\nAAPL,2026-03-05\n");
    write("crypto.csv", "pair,day\nBTC-EUR,2026-03-06\n");
    write("ticks.csv", "symbol,time\nAAPL,2025-11-28T14:30:00Z\n");
    write(
        "tables.yaml",
        "{name: bars, data: bars.csv, instrument_column: symbol, session_column: day,"
            + " calendar: XNYS, lag: PT2H}\n");
    write("xnys.csv", "session,open,close\n2024-07-03,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z\n");
    write("routes.yml", "route: {receiver: desk}\nreceivers: [{name: desk}]\n");
    write("histories/AAPL.csv", "date,open,high,low,close,volume\n2021-03-31,1,2,1,2,100\n");
    write("target/here", "");
    write(
        "../old-project/data/bronze/AAPL_20260306_230000.csv",
        "Date,Adj Close,Close,High,Low,Open,Volume,symbol\n2026-03-05,2,2,3,1,2,100,AAPL\n");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      Files.createDirectories(project.resolve("prices"));
      statement.execute(
          "COPY (SELECT 'AAPL' AS symbol, DATE '2026-03-06' AS date, 1.0 AS close) TO '"
              + project.resolve("prices/bars.parquet")
              + "' (FORMAT parquet)");
    } catch (java.sql.SQLException e) {
      throw new IOException(e);
    }
  }

  /** A table of somebody's own, and the original program's. */
  private void database() throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE reader LOGIN SUPERUSER");
      statement.execute("CREATE SCHEMA market");
      statement.execute("CREATE TABLE market.bars (isin text, symbol text, day date)");
      statement.execute("INSERT INTO market.bars VALUES ('US0378331005', 'AAPL', '2026-03-06')");
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void doesWhatThePagesSay(Shown shown) throws Exception {
    if (shown.text().contains("yahoo-server")) {
      listens(here(shown.text()));
      return;
    }
    // a command of another page writes a file of that name
    write("bars.csv", "symbol,day\nAAPL,2025-11-28\n");
    Ended ended = shell(here(shown.text()));
    assertThat(ended.code())
        .as("%s, of %s%n%s", shown.text(), shown.pages(), ended.said())
        .isIn(mayEndWith3(shown.text()) ? List.of(0, 1, 2, 3) : List.of(0, 1, 2));
    assertThat(ended.said()).doesNotContain("\tat ", "Exception in thread", "java.lang.");
  }

  /** Pages whose examples no other test compares. */
  static List<DocumentedCommands.Example> examples() throws IOException {
    List<DocumentedCommands.Example> all = new ArrayList<>();
    for (String page :
        List.of("README.md", "docs/FRESHNESS.md", "docs/ARCHITECTURE.md", "docs/INTEROP.md")) {
      all.addAll(DocumentedCommands.examples(ROOT.resolve(page)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void printsWhatThePagesShow(DocumentedCommands.Example example) throws Exception {
    String said =
        shell(example.command()).out().replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    assertThat(said).matches(example.expected());
  }

  private static boolean mayEndWith3(String text) {
    String command = text.replaceFirst(".*?(?:bin/)?sentinel ", "sentinel ");
    return MAY_END_WITH_3.keySet().stream().anyMatch(command::matches);
  }

  /** The command as it is typed in the project of this test. */
  private String here(String text) throws IOException {
    String command = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      command = command.replace(name.getKey(), name.getValue());
    }
    command = command.replace("../bin/", "bin/").replaceFirst("^sentinel ", "bin/sentinel ");
    command = command.replace(" sentinel ", " bin/sentinel ").replace("--port 8800", "--port 0");
    if (command.contains("sentinel init market-data")) {
      return "rm -rf market-data && " + command; // it refuses a folder that has settings
    }
    if (command.matches("bin/sentinel (incidents (?!ls)\\w+|alerts test) .*")) {
      // of what was wrong that night, whatever commands came before
      String then = command.contains("--as-of") ? "" : FRIDAY;
      return "rm -rf once && cp -R before once && " + command + " --data once" + then;
    }
    return wantsDatabase(command)
        ? "export DATABASE_URL="
            + Files.readString(project.resolve("database.txt"))
            + "; "
            + command
        : command;
  }

  private static boolean wantsDatabase(String command) {
    return command.matches(
        ".*sentinel (publish|restore|ledger copy|import --table|watchdog --(max|by)|freshness --table).*");
  }

  /** A server says where it listens, and ends when it is told to. */
  private void listens(String command) throws Exception {
    Process process = start(command.replaceFirst("(?=bin/sentinel)", "exec "));
    try {
      String first = process.inputReader().readLine();
      String second = process.inputReader().readLine();
      assertThat(first + "\n" + second).as(command).contains("listening on http://127.0.0.1:");
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Process start(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(project.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SENTINEL|EMAIL|DATABASE)_.*"));
    return builder.redirectErrorStream(true).start();
  }

  private Ended shell(String command) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(project.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SENTINEL|EMAIL|DATABASE)_.*"));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(command).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void knowsWhyACommandIsNotRun() throws IOException {
    assertThat(DocumentedCommands.all()).hasSizeGreaterThan(100);
    assertThat(NOT_RUN.values()).doesNotContain("");
    assertThat(commands()).hasSizeGreaterThan(90);
  }
}
