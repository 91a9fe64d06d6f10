package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.DocumentedCommands.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands of the pages as the command line reads them; {@link DocumentedCommandsIT} runs them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // reading every command once is enough
class DocumentedSyntaxTest {
  private final CommandLine program = Main.commandLine();

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** A command in the middle of a sentence. */
  private static final Pattern INLINE = Pattern.compile("`bin/sentinel ([a-z][^`]*)`");

  /** What stands for something else, or says only a part. */
  private static final Pattern UNFINISHED =
      Pattern.compile(".*(\\.\\.\\.|\\[|\\||INSTANT|DURATION|COMMAND|\\bTABLE\\b).*");

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    WORD.matcher(command.split(" [|>] | \\$\\(", 2)[0])
        .results()
        .forEach(
            m ->
                words.add(
                    m.group(1) != null
                        ? m.group(1)
                        : m.group(2) != null ? m.group(2) : m.group(3)));
    return words;
  }

  static List<Shown> fenced() throws IOException {
    return DocumentedCommandsIT.commands();
  }

  @ParameterizedTest
  @MethodSource("fenced")
  void isTakenAsItStands(Shown shown) {
    String command = shown.text().replaceFirst("^(?:.*?[ /])??(?:bin/)?sentinel ", "");
    parse(command);
  }

  static Set<String> inline() throws IOException {
    Set<String> all = new TreeSet<>();
    for (Path page : DocsTest.pages()) {
      INLINE
          .matcher(Files.readString(page))
          .results()
          .map(m -> m.group(1).replace('\n', ' '))
          .filter(command -> command.contains(" --") && !UNFINISHED.matcher(command).matches())
          .forEach(all::add);
    }
    return all;
  }

  /** The options in it exist; what is left out of a sentence may be a required one. */
  @ParameterizedTest
  @MethodSource("inline")
  void namesOptionsThatExist(String command) {
    List<String> words = words(command);
    var line = program.getSubcommands().get(words.get(0));
    assertThat(line).as(command).isNotNull();
    var sub = words.size() > 1 ? line.getSubcommands().get(words.get(1)) : null;
    Set<String> known = (sub == null ? line : sub).getCommandSpec().optionsMap().keySet();
    Set<String> named =
        words.stream()
            .filter(word -> word.startsWith("--"))
            .map(word -> word.replaceFirst("=.*", ""))
            .collect(Collectors.toSet());
    assertThat(named).as(command).isSubsetOf(known);
  }

  @Test
  void findsCommandsInBothPlaces() throws IOException {
    assertThat(fenced()).hasSizeGreaterThan(100);
    assertThat(inline()).hasSizeGreaterThan(15);
  }

  private void parse(String command) {
    assertThat(program.parseArgs(words(command).toArray(String[]::new)).hasSubcommand())
        .as(command)
        .isTrue();
  }
}
