package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds {@code docs/CLI.md} against the program, and writes it anew: {@code make docs}. */
class CliPageTest {
  private static CliPage page() throws IOException {
    return new CliPage(Main.commandLine(), exitCodes());
  }

  /** The table of the README, whose codes another test holds. */
  private static String exitCodes() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String section = readme.split("\n### Exit codes\n", 2)[1].split("\n#+ ", 2)[0];
    return section.strip() + "\n";
  }

  @Test
  void thePageIsThatOfTheProgram() throws IOException {
    WrittenPage.hold("CLI.md", page().text());
  }

  @Test
  void everyCommandSaysWhatItDoes() throws IOException {
    for (CommandLine command : page().shown()) {
      var usage = command.getCommandSpec().usageMessage();
      assertThat(usage.description().length + usage.header().length)
          .as(command.getCommandSpec().qualifiedName(" "))
          .isPositive();
    }
  }

  @Test
  void everyOptionIsDescribed() throws IOException {
    assertThat(
            page().shown().stream()
                .flatMap(c -> c.getCommandSpec().options().stream())
                .filter(option -> !option.hidden() && option.description().length == 0)
                .map(option -> option.longestName())
                .collect(Collectors.toSet()))
        .isEmpty();
  }
}
