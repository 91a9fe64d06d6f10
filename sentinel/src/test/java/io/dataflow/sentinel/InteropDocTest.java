package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.export.ExportedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the examples of {@code docs/INTEROP.md}, and holds its list of metrics against them. */
class InteropDocTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().resolveSibling("docs/INTEROP.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```\\n\\$ bin/sentinel (.*?)^```$");
  private static final Pattern METRIC = Pattern.compile("(?m)^\\| `(sentinel_[a-z_]+)` \\|");

  @TempDir private Path folder;

  /** A command and all it prints. */
  record Example(List<String> words, String printed) {
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  static Stream<Example> examples() throws IOException {
    return EXAMPLE
        .matcher(page())
        .results()
        .map(
            match -> {
              String[] parts = match.group(1).split("\n", 2);
              return new Example(List.of(parts[0].split(" ")), parts[1]);
            });
  }

  @Test
  void showsSeveral() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void printsWhatThePageShows(Example example) {
    List<String> words = new ArrayList<>(example.words());
    if (words.get(0).equals("next")) {
      words.addAll(List.of("--data", folder.toString()));
    }
    Cli.Ended ended = Cli.bare(words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo(example.printed());
  }

  @Test
  void listsEveryMetric() throws IOException {
    Set<String> listed = new TreeSet<>();
    METRIC.matcher(page()).results().forEach(match -> listed.add(match.group(1)));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ExportedFiles.everyMetric());
  }
}
