package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Calendars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs what {@code docs/OWN-TABLES.md} shows, and works its table about ages out. */
class OwnTablesPageTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/OWN-TABLES.md");

  @TempDir private Path folder;

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^```([a-z]*)\\n(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .filter(m -> m.group(1).equals(language))
        .map(m -> m.group(2))
        .toList();
  }

  @Test
  void showsWhatItsCommandsSay() throws Exception {
    Files.writeString(folder.resolve("bars.csv"), blocks("csv").get(0));
    int run = 0;
    for (String block : blocks("")) {
      if (block.startsWith("$ ") && !block.contains("[...]")) {
        shown(block);
        run++;
      }
    }
    assertThat(run).isEqualTo(4);
  }

  private void shown(String block) throws Exception {
    List<String> lines = block.lines().toList();
    StringBuilder said = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("$ bin/sentinel ")) {
        said.append(line).append('\n').append(said(line.substring("$ bin/sentinel ".length())));
      } else if (line.startsWith("$ ")) {
        said.append(line).append('\n');
        shell(line.substring(2));
      }
    }
    assertThat(said.toString().replace(folder + "/", "")).isEqualTo(block);
  }

  private String said(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      boolean file = word.endsWith(".csv");
      words.add(file ? folder.resolve(word).toString() : word);
    }
    words.addAll(List.of("--data", folder.resolve("data").toString()));
    return Cli.bare(words.toArray(String[]::new)).said();
  }

  private void shell(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(command).isZero();
  }

  @Test
  void showsAFileOfTablesThatIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("tables.yaml"), blocks("yaml").get(0));

    List<TableWatch> tables = TableWatchFile.read(file, new Calendars(Optional.empty()), folder);

    assertThat(tables)
        .extracting(TableWatch::name)
        .containsExactly("prices", "closing prices by exchange");
  }

  @Test
  void listsEveryOptionAndEveryKey() throws IOException {
    String text = Files.readString(PAGE);
    Set<String> options =
        Main.commandLine().getSubcommands().get("freshness").getCommandSpec().options().stream()
            .map(CommandLine.Model.OptionSpec::longestName)
            .filter(
                name ->
                    !Set.of("--help", "--version", "--config", "--only", "--require", "--ci")
                        .contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    List<List<String>> rows =
        text.substring(text.indexOf("## Options"), text.indexOf("## Several tables"))
            .lines()
            .filter(line -> line.startsWith("| "))
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
            .toList();
    Set<String> written =
        rows.stream()
            .flatMap(row -> Pattern.compile("`(--[a-z-]+)").matcher(row.get(1)).results())
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(written).isEqualTo(options);
    Set<String> keys =
        rows.stream()
            .flatMap(row -> Pattern.compile("`([a-z_]+)`").matcher(row.get(2)).results())
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys)
        .containsExactlyElementsOf(
            new TreeSet<>(
                List.of(
                    "name",
                    "data",
                    "table",
                    "instrument_column",
                    "session_column",
                    "value_column",
                    "calendar_column",
                    "calendar",
                    "lag",
                    "grace",
                    "session_zone",
                    "instruments",
                    "except",
                    "silent",
                    "timeout",
                    "interval",
                    "minimum_share")));
  }

  private static String age(String loaded, String now) {
    Duration age = Duration.between(Instant.parse(loaded), Instant.parse(now));
    return "age %d h %d min".formatted(age.toHours(), age.toMinutesPart());
  }

  /** Every age and limit in the table beside dbt, from its instants. */
  @Test
  void worksOutTheAgesOfTheOtherToolRight() throws IOException {
    String text = Files.readString(PAGE);
    assertThat(text)
        .contains(age("2026-02-27T22:15:00Z", "2026-03-02T11:30:00Z") + ": error")
        .contains(age("2025-11-26T22:15:00Z", "2025-11-28T11:30:00Z") + ": a warning")
        .contains(age("2025-11-26T22:15:00Z", "2025-11-28T20:30:00Z") + ": the same warning");
    // 50 h after Wednesday's load
    assertThat(Instant.parse("2025-11-26T22:15:00Z").plus(Duration.ofHours(50)))
        .isEqualTo("2025-11-29T00:15:00Z");
    // Tuesday 2026-03-03 is due at 23:00; with Monday's load the last, 62 h are over on Thursday
    Instant noticed = Instant.parse("2026-03-02T22:15:00Z").plus(Duration.ofHours(62));
    assertThat(noticed).isEqualTo("2026-03-05T12:15:00Z");
    assertThat(Duration.between(Instant.parse("2026-03-03T23:00:00Z"), noticed).toHours())
        .isEqualTo(37);
    var calendar = new Calendars(Optional.empty()).find("XNYS").orElseThrow();
    assertThat(calendar.session(LocalDate.of(2025, 11, 28), Instant.MAX).orElseThrow().close())
        .isEqualTo("2025-11-28T18:00:00Z");
    assertThat(calendar.session(LocalDate.of(2026, 3, 3), Instant.MAX).orElseThrow().close())
        .isEqualTo("2026-03-03T21:00:00Z");
  }
}
