package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every command of docs/BACKTEST.md and compares what it prints with what stands there. */
@Tag("it")
class BacktestDocsTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().resolve("../docs/BACKTEST.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```\\n\\$ bin/sentinel ((?:[^\\n]*\\\\\\n)*[^\\n]*)\\n(.*?)^```$");

  /** A command line and its output. */
  record Example(List<String> words, String output) {
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  static List<Example> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(PAGE))
        .results()
        .map(
            m ->
                new Example(
                    List.of(m.group(1).replace("\\\n", " ").strip().split("\\s+")), m.group(2)))
        .toList();
  }

  @Test
  void thePageHasExamples() throws IOException {
    assertThat(examples()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void printsWhatThePageShows(Example example) {
    Cli.Ended ended = Cli.bare(example.words().toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(example.output());
  }
}
