package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.incident.IncidentClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Holds {@code docs/NOTIFY_TEAM.md} against the program: messages link to its parts, and people
 * type what stands there at night.
 */
class NotifyTeamPageTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().resolveSibling("docs/NOTIFY_TEAM.md");

  /** A command within a line or over its end, up to the mark that closes it. */
  private static final Pattern COMMAND = Pattern.compile("`bin/sentinel ([^`]+)`");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  @TempDir private Path folder;

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  /** The classes of incidents, and the one that cannot be in the ledger. */
  private static List<String> classes() {
    return Stream.concat(
            Arrays.stream(IncidentClass.values()).map(IncidentClass::word),
            Stream.of(LedgerOutage.CLASS))
        .toList();
  }

  /** The part of the page between two headings of the second depth. */
  private static String part(String heading) throws IOException {
    String rest = page().split("\n## " + heading + "\n", 2)[1];
    return rest.split("\n## ", 2)[0];
  }

  @Test
  void eachClassHasItsPartAndNothingElseLooksLikeOne() throws IOException {
    List<String> parts =
        part("What is wrong")
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring("### ".length()))
            .toList();
    assertThat(parts).containsExactlyElementsOf(classes());
  }

  @Test
  void theTableOfClassesIsThatOfTheProgram() throws IOException {
    List<String> rows =
        part("What is wrong")
            .lines()
            .filter(line -> line.startsWith("| [`"))
            .map(
                line ->
                    line.replaceAll("^\\| \\[`([a-z-]+)`\\].*\\| ([a-z]+) \\| [^|]*\\|$", "$1 $2"))
            .toList();
    List<String> ours = new ArrayList<>();
    for (IncidentClass each : IncidentClass.values()) {
      ours.add(each.word() + " " + each.severity(false, 1).word());
    }
    ours.add(LedgerOutage.CLASS + " critical");
    assertThat(rows).containsExactlyElementsOf(ours);
  }

  @Test
  void eachPartSaysTheSameThings() throws IOException {
    for (String one : part("What is wrong").split("\n### ")) {
      if (classes().contains(one.lines().findFirst().orElse(""))) {
        assertThat(one)
            .contains(
                "**What it means.**",
                "**First.**",
                "**Usual causes.**",
                "**What to do.**",
                "**It ends**",
                "**When not to worry.**");
      }
    }
  }

  @Test
  void eachPartSaysWhatToTypeFirst() throws IOException {
    for (String one : part("What is wrong").split("\n### ")) {
      if (classes().contains(one.lines().findFirst().orElse(""))) {
        String first = one.split("\\*\\*First\\.\\*\\*", 2)[1].split("\n\n", 2)[0];
        assertThat(first).as(one).contains("`bin/sentinel ");
      }
    }
  }

  @Test
  void noPartIsLeftEmpty() throws IOException {
    assertThat(part("What is wrong").split("\\*\\*[A-Z][a-z ]+\\.?\\*\\*"))
        .allMatch(text -> text.strip().length() > 20);
  }

  /** Those of the page, and those of the parts on cron and on messages that do not arrive. */
  static Set<String> commands() throws IOException {
    String operations = Files.readString(PAGE.resolveSibling("OPERATIONS.md"));
    int from = operations.indexOf("## From cron");
    String some = operations.substring(from, operations.indexOf("## Looking at everything"));
    return Stream.concat(
            COMMAND.matcher(page() + some).results(),
            Pattern.compile("(?m)^[^`\n]*/bin/sentinel (.*)$").matcher(some).results())
        .map(m -> m.group(1).replace('\n', ' ').replace("INSTANT", "2026-03-07T04:45:00Z"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void showsCommandsThatAreTakenAsTheyStand(String command) {
    CommandLine.ParseResult parsed = Main.commandLine().parseArgs(words(command));
    assertThat(parsed.hasSubcommand()).isTrue();
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words.toArray(String[]::new);
  }

  /** What a newcomer copies first. */
  @ParameterizedTest
  @MethodSource("beginnings")
  void namesAReceiverInFiveLines(String alerts) throws IOException {
    try (Cli cli = new Cli(folder)) {
      cli.file("config/alerts.yaml", alerts);
      cli.file(".env", "SLACK_WEBHOOK_URL=https://hooks.slack.com/services/a/b/c\n");
      Cli.Ended ended = cli.on("alerts check");
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.out()).isEqualTo("team: team/slack/0\n");
    }
  }

  static List<String> beginnings() throws IOException {
    Path root = PAGE.getParent().getParent();
    Matcher readme =
        Pattern.compile("(?s)alerts.yaml <<'END'\n(.*?)END\n")
            .matcher(Files.readString(root.resolve("README.md")));
    String example =
        Files.readString(root.resolve("config/alerts.example.yaml"))
            .lines()
            .filter(line -> line.startsWith("#   "))
            .map(line -> line.substring("#   ".length()) + "\n")
            .collect(Collectors.joining());
    assertThat(readme.find()).isTrue();
    return List.of(readme.group(1), example);
  }

  @Test
  @Tag("it")
  void showsMessagesAsTheyAreSent() throws IOException {
    String stopped =
        Stream.of("MSFT", "NVDA", "SPY", "TSLA")
            .map(s -> "- {symbol: " + s + ", fault: stopped-feed, after: 2026-03-05}\n")
            .collect(Collectors.joining());
    List<String> messages = messages();
    assertThat(messages).hasSize(2);
    try (Cli cli = new Cli(folder).assets("AAPL", "MSFT", "NVDA", "SPY", "TSLA")) {
      cli.file("config/alerts.yaml", alerts());
      cli.moveTo(Instant.parse("2026-03-06T05:00:00Z")).market("");
      assertThat(cli.run().code()).isZero();
      cli.moveTo(Cli.FRIDAY_NIGHT).market(stopped);
      assertThat(plain(cli.run())).startsWith(messages.get(0) + "\n");
      cli.moveTo(Instant.parse("2026-03-07T06:45:00Z")).market("");
      assertThat(plain(cli.run())).startsWith(messages.get(1) + "\n");
    }
  }

  /** Without the options that a folder of its own needs. */
  private String plain(Cli.Ended ended) {
    return ended.out().replace(" --config " + folder.resolve("config/assets.yaml"), "");
  }

  private static List<String> messages() throws IOException {
    return Pattern.compile("(?ms)^```text\\n(.*?)^```$")
        .matcher(page())
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private static String alerts() throws IOException {
    Matcher global = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$").matcher(page());
    assertThat(global.find()).isTrue();
    return global.group(1)
        + "route: {receiver: me}\n"
        + "receivers:\n- name: me\n  stdout_configs: [{format: text}]\n";
  }
}
