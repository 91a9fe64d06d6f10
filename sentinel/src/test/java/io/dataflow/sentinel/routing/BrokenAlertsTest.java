package io.dataflow.sentinel.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts files with mistakes; what is said of each stands at its end, behind {@code #!}. */
class BrokenAlertsTest {
  private static final Path BROKEN =
      Path.of("src/test/resources/io/dataflow/sentinel/routing/broken");

  @TempDir private Path folder;
  private AlertsFile alerts;

  @BeforeEach
  void makeFiles() throws IOException {
    alerts = new AlertsFile(folder).set("EMPTY", " ");
    Path config = folder.resolve("config");
    Files.writeString(config.resolve("empty.txt"), " \n");
    Files.writeString(config.resolve("word.txt"), "pl4nted\n");
    Files.createDirectory(config.resolve("folder"));
    Files.write(config.resolve("large.txt"), new byte[70_000]);
    Files.write(
        config.resolve("latin1.txt"), "pl4nted\u00fc".getBytes(StandardCharsets.ISO_8859_1));
  }

  static List<String> mistakes() throws IOException {
    try (Stream<Path> files = Files.list(BROKEN)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> problems(String text) {
    InvalidFileException thrown =
        catchThrowableOfType(InvalidFileException.class, () -> alerts.read(text));
    assertThat(thrown).isNotNull();
    return thrown.problems().stream()
        .map(line -> line.replace(alerts.path() + ":", ""))
        .map(line -> line.replace(folder.toString(), "folder"))
        .toList();
  }

  private static String text(String file) {
    try {
      return Files.readString(BROKEN.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysAllThatIsWrongWithLineAndWhatToDo(String file) {
    List<String> wanted =
        text(file).lines().filter(l -> l.startsWith("#! ")).map(l -> l.substring(3)).toList();
    assertThat(wanted).isNotEmpty();
    assertThat(problems(text(file))).containsExactlyElementsOf(wanted);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void neverShowsASecret(String file) {
    assertThat(problems(text(file))).noneMatch(line -> line.contains("pl4nted"));
  }

  @Test
  void refusesRoutesWithoutEnd() {
    String deep =
        "route: &a\n  receiver: all\n  routes: [*a, *a, *a]\n" + "receivers:\n- name: all\n";
    assertThat(problems(deep))
        .containsExactly("1: routes: more than 20 below each other, or than 1000 in all");
    String wide =
        "route:\n  receiver: all\n  routes:\n"
            + "  - matchers: [scope = x]\n".repeat(1001)
            + "receivers:\n- name: all\n";
    assertThat(problems(wide))
        .containsExactly("2: routes: more than 20 below each other, or than 1000 in all");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    InvalidFileException thrown =
        catchThrowableOfType(InvalidFileException.class, () -> alerts.read());
    assertThat(thrown).hasMessage(alerts.path() + ":1: there is no such file");
  }
}
