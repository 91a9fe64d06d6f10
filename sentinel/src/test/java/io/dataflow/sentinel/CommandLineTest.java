package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.source.standin.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What each command says and refuses. */
class CommandLineTest {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @AfterEach
  void close() {
    cli.close();
  }

  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    gather(Main.commandLine(), all);
    return all.stream();
  }

  private static void gather(CommandLine line, List<CommandLine> all) {
    if (!line.getCommandSpec().usageMessage().hidden()) {
      all.add(line);
      line.getSubcommands().values().forEach(sub -> gather(sub, all));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExampleAndEndsMisuseWithFour(CommandLine line) {
    String name = line.getCommandSpec().qualifiedName();
    String[] words = name.replaceFirst("^sentinel ?", "").split(" ");
    List<String> help = new ArrayList<>(List.of(words));
    help.removeIf(String::isEmpty);
    help.add("--help");
    Cli.Ended ended = Cli.bare(help.toArray(String[]::new));
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("Usage: " + name, "\nExample", "sentinel ");
    assertThat(ended.out().lines()).allMatch(l -> l.length() <= 100);

    help.set(help.size() - 1, "--no-such-option");
    Cli.Ended misused = Cli.bare(help.toArray(String[]::new));
    assertThat(misused.code()).isEqualTo(4);
    assertThat(misused.out()).isEmpty();
    assertThat(misused.err()).containsAnyOf("--no-such-option", "Missing required");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theQuickCommandLineSaysTheSameAsTheWholeOne(CommandLine line) {
    if (line.getParent() == null || line.getParent().getParent() == null) {
      String name = line.getCommandName();
      String[] asked = name.equals("sentinel") ? new String[] {"--help"} : new String[] {name};
      CommandLine quick = Main.commandLine(asked);
      CommandLine wanted = name.equals("sentinel") ? quick : quick.getSubcommands().get(name);
      assertThat(wanted.getUsageMessage()).isEqualTo(line.getUsageMessage());
    }
  }

  @Test
  void theListOfCommandsHasASentenceEach() {
    String help = Main.commandLine("--help").getUsageMessage();
    List<String> commands =
        help.lines()
            .dropWhile(l -> !l.equals("Commands:"))
            .skip(1)
            .takeWhile(l -> !l.isBlank())
            .toList();
    assertThat(commands).hasSizeGreaterThan(10).allMatch(l -> l.matches("  [a-z-]+ +[A-Z].*\\."));
  }

  @Test
  void aMistypedCommandIsGuessed() {
    Cli.Ended ended = Cli.bare("freshnes");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("No such command: 'freshnes'", "sentinel freshness");
  }

  @Test
  void theServersHelpListsEveryFault() {
    String help = Cli.bare("yahoo-server", "--help").out();
    Faults.kinds()
        .forEach(kind -> assertThat(help).contains(kind.lines().findFirst().orElseThrow()));
  }

  @Test
  void runPrintsItsReportOnOneStreamAndProgressOnTheOther() {
    Cli.Ended ended = cli.assets("AAPL", "SPY").market("").run();
    assertThat(ended.out())
        .startsWith("SIMULATED DATA. As of Sat 2026-03-07")
        .doesNotContain("\u001b");
    assertThat(ended.err().lines())
        .hasSize(2)
        .allMatch(l -> l.matches("[12]  (AAPL|SPY): \\d+ bars"));
  }

  @Test
  void quietSaysProblemsOnly() {
    cli.market("- {symbol: AAPL, fault: stopped-feed, after: 2026-03-05}\n");
    Cli.Ended ended = cli.run("--quiet");
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).hasSize(1).allMatch(l -> l.startsWith("AAPL: LATE, "));
    Cli.Ended judged = cli.on("freshness", "--quiet");
    assertThat(judged.out()).isEmpty();
    assertThat(judged.err()).startsWith("AAPL: LATE, the bar of Fri 2026-03-06");
    assertThat(cli.on("quarantine ls", "--quiet").said()).isEmpty();
  }

  @Test
  void quietSaysNothingWhenAllIsWell() {
    assertThat(cli.market("").run("--quiet").said()).isEmpty();
    assertThat(cli.on("freshness", "--quiet").said()).isEmpty();
  }

  @Test
  void jsonIsAllThatIsPrinted() {
    cli.market("- {symbol: AAPL, fault: high-below-low, date: 2026-02-12}\n");
    Cli.Ended run = cli.run("--json");
    assertThat(((Map<?, ?>) Json.read(run.out())).get("exit_code")).isEqualTo(1L);
    assertThat(run.err()).isEmpty();
    assertThat(((Map<?, ?>) Json.read(cli.on("freshness", "--json").out())).get("AAPL"))
        .isNotNull();
    assertThat((List<?>) Json.read(cli.on("config", "--json").out())).hasSizeGreaterThan(10);
    assertThat((List<?>) Json.read(cli.on("quarantine ls", "--json").out())).hasSize(1);
    assertThat((List<?>) Json.read(cli.on("quarantine show", "AAPL", "--json").out())).hasSize(1);
    assertThat((List<?>) Json.read(cli.on("accept", "--json").out())).isEmpty();
    assertThat(Json.read(cli.on("sql", "SELECT 1 AS one", "--json").out()))
        .isEqualTo(List.of(Map.of("one", 1L)));
  }

  @Test
  void quarantineShowsWhatWasRefusedAndWhy() {
    cli.market("- {symbol: AAPL, fault: high-below-low, date: 2026-03-05}\n").run();
    assertThat(cli.on("quarantine ls").out())
        .contains("AAPL    2026-03-05", "high_not_below_low, open_within_range");
    assertThat(cli.on("quarantine show", "aapl", "2026-03-05").out())
        .contains(
            "AAPL 2026-03-05\n  open ",
            "broke high_not_below_low: The highest price is not below the lowest. ",
            "contracts/bars.yaml:");
    assertThat(cli.on("quarantine show", "AAPL", "2026-03-04").out())
        .isEqualTo("nothing of AAPL is in quarantine\n");
    Cli.Ended never = cli.on("quarantine show", "AAPL", "yesterday");
    assertThat(never.code()).isEqualTo(4);
    assertThat(never.err()).contains("'yesterday' is not a date such as 2024-07-03");

    cli.market("").run();
    assertThat(cli.on("quarantine ls").out()).isEqualTo("nothing is in quarantine\n");
    assertThat(cli.on("quarantine ls", "--all").out()).contains("(replaced since)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1) AS x; COPY (SELECT 1) TO 'FILE'; SELECT * FROM (SELECT 1",
        "COPY (SELECT 1) TO 'FILE'",
        "ATTACH 'FILE'",
        "INSERT INTO \"silver.bars\" SELECT * FROM \"silver.bars\"",
        "DROP VIEW \"silver.bars\"",
        "SET lock_configuration = false",
        "PRAGMA enable_profiling",
        "INSTALL httpfs",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_csv('SETTINGS')",
        "SELECT content FROM read_text('SETTINGS')",
        "SELECT * FROM 'SETTINGS'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM nowhere",
        "SELECT * FROM (SELECT 1",
        "SELECT 1 /*",
        " "
      })
  void sqlOnlyReadsTheLake(String query) {
    Path file = folder.resolve("written");
    String text =
        query.replace("FILE", file.toString()).replace("SETTINGS", cli.settings().toString());
    Cli.Ended ended = cli.market("").on("sql", text);
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isNotBlank().doesNotContain("start_date");
    assertThat(file).doesNotExist();
  }

  @Test
  void sqlPrintsRowsAsCsv() {
    cli.market("").run();
    assertThat(
            cli.on("sql", "SELECT symbol, MAX(session) AS s FROM silver.bars GROUP BY symbol;")
                .out())
        .isEqualTo("symbol,s\nAAPL,2026-03-06\n");
    assertThat(
            cli.on("sql", "WITH a AS (SELECT 'x,\"y\"' AS q, NULL AS n) SELECT * FROM a -- end")
                .out())
        .isEqualTo("q,n\n\"x,\"\"y\"\"\",\n");
    assertThat(cli.on("sql", "SELECT symbol FROM gold.latest_bars WHERE 1 = 0").out())
        .isEqualTo("symbol\n");
  }

  @Test
  void addLooksUpAndAdds() {
    cli.market("- {symbol: NOSUCH, fault: unknown-symbol}\n");
    String before = cli.read("config/assets.yaml");
    Cli.Ended dry = cli.on("add", "MSFT", "--dry-run");
    assertThat(dry.code()).as(dry.said()).isZero();
    assertThat(dry.out())
        .contains("symbol         MSFT", "currency       USD", "calendar       XNYS");
    assertThat(cli.read("config/assets.yaml")).isEqualTo(before);

    Cli.Ended added = cli.on("add", "MSFT");
    assertThat(added.code()).as(added.said()).isZero();
    assertThat(added.out()).contains("added to " + cli.settings());
    assertThat(cli.read("config/assets.yaml")).contains("- \"AAPL\"\n- MSFT\nstart_date");

    Cli.Ended again = cli.on("add", "MSFT");
    assertThat(again.code()).as(again.said()).isEqualTo(4);
    assertThat(again.err()).contains(cli.settings() + ":3: MSFT at 1d is there already");

    Cli.Ended unknown = cli.on("add", "NOSUCH");
    assertThat(unknown.code()).isOne();
    assertThat(unknown.err()).contains("NOSUCH was not added: HTTP 404: No data found");
    assertThat(cli.read("config/assets.yaml")).doesNotContain("NOSUCH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "a\"b", "'; drop table", "a b", "", "A/B", "a\nb"})
  void addRefusesWhatIsNoSymbol(String symbol) {
    Cli.Ended ended = cli.market("").on("add", symbol);
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).isNotBlank();
    assertThat(cli.read("config/assets.yaml")).contains("assets:\n- \"AAPL\"\nstart_date");
  }

  @Test
  void addRefusesACalendarNobodyHas() {
    Cli.Ended ended = cli.market("").on("add", "MSFT", "--calendar", "XNYZ");
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("XNYZ", "XNYS");
    assertThat(cli.read("config/assets.yaml")).doesNotContain("MSFT");
  }

  @Test
  void lintFindsNothingInTheShippedContract() {
    Cli.Ended ended = Cli.bare("contract", "lint");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out())
        .matches("(?s).*bars\\.yaml: \\d+ rules over \\d+ columns, no problem\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed > 0                                  | r: no such column: closed
          close > (SELECT 1)                          | r: no such
          read_csv('/etc/passwd') IS NULL             | r: no such function: read_csv
          close > 0; DROP TABLE x                     | r: ";" has no place in a condition
          close > 0 -- always                         | r: a condition has no comments
          close > "close"                             | has no place in a condition
          (close > 0                                  | r: a closing parenthesis is missing
          close > 0)                                  | r: a closing parenthesis too many
          close + symbol > 1                          | r:
          session > 5                                 | r:
          close >                                     | r:
          """)
  void lintSaysWhatIsWrongWithACondition(String condition, String message) {
    Path file =
        cli.file(
            "c.yaml",
            """
            contract: c
            columns:
            - {name: symbol, type: text}
            - {name: session, type: date}
            - {name: close, type: double}
            rules:
            - name: r
              accept: |
                %s
            """
                .formatted(condition));
    Cli.Ended ended = Cli.bare("contract", "lint", file.toString());
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(file + ":").contains(message);
    assertThat(ended.err().lines()).allMatch(l -> l.startsWith(file + ":"));
  }

  @Test
  void lintReportsEveryProblemOfEveryFile() {
    Path keys =
        cli.file(
            "keys.yaml",
            "contract: c\nverison: 1\ncolumns:\n- {name: close, type: dobule}\nrules:\n- {nam: r, accept: close > 0}\n");
    Path condition =
        cli.file(
            "condition.yaml",
            "contract: c\ncolumns:\n- {name: close, type: double}\nrules:\n- {name: r, accept: clse > 0}\n");
    Cli.Ended ended = Cli.bare("contract", "lint", keys.toString(), condition.toString());
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err().lines())
        .anyMatch(l -> l.startsWith(keys + ":2: ") && l.contains("version"))
        .anyMatch(l -> l.startsWith(keys + ":4: ") && l.contains("double"))
        .anyMatch(l -> l.startsWith(keys + ":6: ") && l.contains("name"))
        .anyMatch(l -> l.startsWith(condition + ":5: ") && l.contains("close"));
  }

  @Test
  void refusesYearsNoCalendarKnows() {
    Cli.Ended ended = Cli.bare("next", "--as-of", "+999999999-12-31T00:00:00Z");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("lies outside the years 1900 to 2199");
    assertThat(Cli.bare("explain", "AAPL", "--session", "9999-12-31").err())
        .contains("'9999-12-31' lies outside the years 1900 to 2199");
  }

  @Test
  void showsNoControlCharactersOfWhatWasTyped() {
    for (String[] words :
        List.of(
            new String[] {"calendar", "XNYS", "--from", "2024-01-01\u001b[31m"},
            new String[] {"next", "--bogus\u001b[31m"},
            new String[] {"punctuality", "--false-alarms", "1%\u001b[31m"})) {
      Cli.Ended ended = Cli.bare(words);
      assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
      assertThat(ended.said()).contains("?[31m").doesNotContain("\u001b");
    }
  }

  @Test
  void writesNoFileInThePlaceOfAFolder(@TempDir Path folder) throws IOException {
    Cli.Ended ended =
        Cli.bare("next", "--ics", folder.toString(), "--as-of", "2024-07-01T00:00:00Z");

    assertThat(ended.code()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(ended.err()).contains(folder + " could not be written: it is a folder; name a file");
    try (Stream<Path> beside = Files.list(folder.getParent())) {
      assertThat(beside.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }
}
