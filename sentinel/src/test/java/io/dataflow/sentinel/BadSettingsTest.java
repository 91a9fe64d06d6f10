package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Settings that cannot be used end with code 4 and a sentence, before anything is written. */
class BadSettingsTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(Path config) {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(new StringWriter(), true));
    return command.execute(
        "run", "--config", config.toString(), "--data", folder.resolve("data").toString());
  }

  private int run(byte[] content) throws IOException {
    return run(Files.write(folder.resolve("assets.yaml"), content));
  }

  private void saidAndWroteNothing(String text) throws IOException {
    assertThat(err.toString()).contains(text).doesNotContain("\tat ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> "" + f.getFileName())).doesNotContain("data");
    }
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertThat(run(new byte[0])).isEqualTo(ExitCode.USAGE);
    saidAndWroteNothing("assets.yaml");
  }

  @Test
  void refusesAFolder() throws IOException {
    Path config = Files.createDirectories(folder.resolve("assets.yaml"));
    assertThat(run(config)).isEqualTo(ExitCode.USAGE);
    saidAndWroteNothing("assets.yaml");
  }

  @Test
  void refusesAFileThatIsNotThere() throws IOException {
    assertThat(run(folder.resolve("none.yaml"))).isEqualTo(ExitCode.USAGE);
    saidAndWroteNothing("none.yaml");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    assertThat(run("assets:\n- \u00dcBER\n".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(ExitCode.USAGE);
    saidAndWroteNothing("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../x", "a\\\"b", "'; drop table", "", "AA PL", "A/B", "A\\u0000", ".."})
  void refusesASymbolThatIsNone(String symbol) throws IOException {
    assertThat(run(("assets:\n- AAPL\n- \"" + symbol + "\"\n").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(ExitCode.USAGE);
    saidAndWroteNothing("assets.yaml:3");
  }
}
