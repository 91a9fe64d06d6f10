package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.ci.Runner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a job of GitHub Actions is told of a command, as its runner reads it. */
@Tag("it")
class CiOptionTest {
  private static final String HIGH_BELOW_LOW =
      "- {symbol: AAPL, fault: high-below-low, date: 2026-03-06}\n";

  @TempDir private Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Cli cli;

  @BeforeEach
  void within() {
    cli = new Cli(folder.resolve("project"));
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_WORKSPACE", cli.folder().toString());
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
    environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());
  }

  @AfterEach
  void stops() {
    cli.close();
  }

  private Cli.Ended sentinel(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(Clock.systemUTC(), environment);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(words);
    return new Cli.Ended(code, out.toString(), err.toString());
  }

  private Cli.Ended on(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(more));
    words.addAll(List.of("--as-of", Cli.FRIDAY_NIGHT.toString()));
    words.addAll(List.of("--config", cli.settings().toString()));
    return sentinel(words.toArray(String[]::new));
  }

  private Map<String, String> outputs() throws IOException {
    return Runner.outputs(Files.readString(folder.resolve("output")));
  }

  private String summary() throws IOException {
    return Files.readString(folder.resolve("summary.md")).replace("\\", "").replace("<!-- -->", "");
  }

  @Test
  void nothingIsSaidOutsideOfAJobOrWhereItIsTurnedOff() throws IOException {
    cli.assets("AAPL").market("- {symbol: NOSUCH, fault: unknown-symbol}\n");
    assertThat(on("run", "--ci", "none").out()).doesNotContain("::");
    environment.remove("GITHUB_ACTIONS");
    assertThat(on("run").out()).doesNotContain("::");
    assertThat(folder.resolve("summary.md")).doesNotExist();
    assertThat(folder.resolve("output")).doesNotExist();
  }

  @Test
  void aRunPointsIntoTheSettingsAndLeavesSummaryAndOutputs() throws IOException {
    cli.assets("AAPL", "NOSUCH").market("- {symbol: NOSUCH, fault: unknown-symbol}\n");

    Cli.Ended run = on("run");

    assertThat(run.code()).isEqualTo(1);
    assertThat(Runner.commands(run.out()))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.name()).isEqualTo("error");
              assertThat(c.properties())
                  .containsEntry("file", "config/assets.yaml")
                  .containsEntry("line", "3")
                  .containsEntry("title", "NOSUCH: UNKNOWN");
              assertThat(c.data()).startsWith("HTTP 404");
            });
    assertThat(outputs())
        .containsEntry("exit-code", "1")
        .containsEntry("verdict", "UNKNOWN")
        .containsEntry("coverage", "1/2")
        .containsEntry("missing", "NOSUCH")
        .containsEntry("open-incidents", "1")
        .containsEntry("refused-bars", "0")
        .containsKeys("run-id", "as-of", "problems");
    assertThat(summary())
        .contains("## SIMULATED DATA. UNKNOWN: 1/2 instruments are there")
        .contains("Exit code 1, data refused or overdue. Run " + outputs().get("run-id"))
        .contains("- NOSUCH: HTTP 404")
        .contains("<code>sentinel explain NOSUCH</code>")
        .contains("| XNYS | 1 | 0 | 0 | 1 |")
        .contains("## Open incidents")
        .contains("| AAPL | FRESH |");
  }

  @Test
  void aRefusedBarPointsAtTheRuleInTheContract() throws IOException {
    cli.market(HIGH_BELOW_LOW);
    Path contract = cli.file("contracts/bars.yaml", Files.readString(shipped()));

    Cli.Ended run = on("run");

    int line = 2 + Files.readAllLines(contract).indexOf("- name: high_not_below_low");
    List<Runner.Command> told = Runner.commands(run.out());
    assertThat(told).extracting(Runner.Command::name).containsOnly("error");
    assertThat(told)
        .filteredOn(c -> c.properties().get("file").equals("contracts/bars.yaml"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.properties()).containsEntry("line", Integer.toString(line));
              assertThat(c.properties().get("title"))
                  .isEqualTo("1 bar refused by high_not_below_low");
              assertThat(c.data()).contains("AAPL 2026-03-06", "Also broken: close_within_range");
            });
    assertThat(summary()).contains("| AAPL | 2026-03-06 | high_not_below_low, ");
  }

  private static Path shipped() {
    return Path.of("").toAbsolutePath().getParent().resolve("contracts/bars.yaml");
  }

  @Test
  void manyInstrumentsAreFewAnnotations() throws IOException {
    String[] symbols = new String[30];
    StringBuilder faults = new StringBuilder();
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = "X" + i;
      faults.append("- {symbol: X").append(i).append(", fault: unknown-symbol}\n");
    }
    cli.assets(symbols).market(faults.toString());

    List<Runner.Command> told = Runner.commands(on("run").out());

    assertThat(told).hasSizeBetween(1, 10);
    assertThat(told.get(0).properties().get("title")).contains("30 instruments UNKNOWN");
    assertThat(told.get(0).data()).contains("X0, X1", " and 10 more");
  }

  @Test
  void settingsThatAreWrongPointAtTheirLines() throws IOException {
    cli.file("config/assets.yaml", "assets:\n- AAPL\nstart_date: soon\nnonsense: 1\n");

    Cli.Ended run = on("run");

    assertThat(run.code()).isEqualTo(4);
    assertThat(Runner.commands(run.out()))
        .extracting(c -> c.properties().get("file") + ":" + c.properties().get("line"))
        .containsExactly("config/assets.yaml:3", "config/assets.yaml:4");
    assertThat(outputs()).containsEntry("exit-code", "4").containsKey("problems");
    assertThat(summary()).contains("## sentinel: bad settings or usage", "start_date");
  }

  @Test
  void aWrongCommandLineIsAnAnnotationToo() throws IOException {
    Cli.Ended run = sentinel("run", "--nonsense");
    assertThat(run.code()).isEqualTo(4);
    assertThat(Runner.commands(run.out())).hasSize(1);
    assertThat(outputs()).containsEntry("exit-code", "4");
  }

  @Test
  void aContractThatIsWrongPointsAtItsLine() throws IOException {
    Path contract =
        cli.file(
            "contracts/bars.yaml", Files.readString(shipped()).replace("high >= low", "high >"));

    Cli.Ended lint = sentinel("contract", "lint", contract.toString());

    assertThat(lint.code()).isEqualTo(4);
    assertThat(Runner.commands(lint.out()))
        .isNotEmpty()
        .allSatisfy(c -> assertThat(c.properties()).containsEntry("file", "contracts/bars.yaml"));
    assertThat(outputs()).containsEntry("exit-code", "4");
  }

  @Test
  void whatASourceSaysIsNoCommandToTheRunner() throws IOException {
    try (PayloadServer server = new PayloadServer()) {
      server.body(
          "AAPL",
          404,
          "application/json",
          "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":"
              + "\"gone\\n::error::planted\\r\\n::add-mask::e\\n##[error]planted\"}}}");
      cli.source(server.base().toString());

      Cli.Ended run = on("run");

      assertThat(run.said()).contains("planted");
      assertThat(Runner.commands(run.err())).isEmpty();
      assertThat(Runner.commands(run.out())).extracting(Runner.Command::name).containsOnly("error");
      assertThat(Runner.commands(run.out())).allMatch(c -> c.properties().containsKey("title"));
      assertThat(outputs()).doesNotContainKey("add-mask");
    }
  }

  @Test
  void jsonStaysOneDocumentAndAnnotationsGoBeside() throws IOException {
    cli.assets("AAPL", "NOSUCH").market("- {symbol: NOSUCH, fault: unknown-symbol}\n");
    Cli.Ended run = on("run", "--json");
    assertThat(run.out()).startsWith("{").endsWith("}\n");
    assertThat(Runner.commands(run.err())).hasSize(1);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAndIsCodeFive() throws IOException {
    cli.market("");
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("nowhere/summary.md").toString());

    Cli.Ended run = on("run");

    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).contains("GITHUB_STEP_SUMMARY could not be written", "nowhere");
    assertThat(outputs()).containsEntry("exit-code", "5");
  }

  @Test
  void whatOtherCommandsOfTheStepLeftStaysAndIsCounted() throws IOException {
    cli.market("");
    Files.writeString(folder.resolve("summary.md"), "x".repeat((1 << 20) - 300) + "\n");
    Files.writeString(folder.resolve("output"), "earlier=1\n");

    assertThat(on("run").code()).isZero();

    assertThat(Files.size(folder.resolve("summary.md"))).isBetween((1L << 20) - 299, 1L << 20);
    assertThat(summary()).startsWith("xxx").contains("lines are left out");
    assertThat(outputs()).containsEntry("earlier", "1").containsEntry("exit-code", "0");
  }

  @Test
  void noSecretIsInAnyOfThem() throws IOException {
    String password = "pl4nted_w0rd-in:CI";
    cli.market("");
    cli.file(
        ".env",
        cli.read(".env")
            + "DATABASE_URL=postgresql://me:"
            + password.replace(":", "%3A")
            + "@127.0.0.1:1/x?connect_timeout=1\nEMAIL_USER=a@example.com\nEMAIL_PASS="
            + password
            + "\nEMAIL_TO=b@example.com\n");

    Cli.Ended run = on("run");

    assertThat(run.code()).isIn(3, 5);
    assertThat(Runner.commands(run.out())).isNotEmpty();
    String all = run.said() + summary() + Files.readString(folder.resolve("output"));
    assertThat(all).doesNotContain(password, password.replace(":", "%3A"), "pl4nted");
  }

  @Test
  void judgementsAndNotificationsLeaveTheirsToo() throws IOException {
    cli.assets("AAPL", "NOSUCH").market("- {symbol: NOSUCH, fault: unknown-symbol}\n");
    cli.run();

    assertThat(Runner.commands(on("freshness").out()))
        .extracting(c -> c.properties().get("line"))
        .containsExactly("3");
    assertThat(outputs()).containsEntry("verdict", "UNKNOWN").containsEntry("exit-code", "3");
    assertThat(Runner.commands(on("notify").out()))
        .extracting(c -> c.properties().get("title"))
        .singleElement()
        .asString()
        .contains("NOSUCH");
    assertThat(outputs()).containsEntry("open-incidents", "1");
  }
}
