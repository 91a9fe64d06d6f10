package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built program, called through a link from a folder that is not its own. */
@Tag("it")
class ProgramIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path folder;
  private Path here;

  @BeforeEach
  void linkTheProgram() throws IOException {
    here = Files.createDirectories(folder.resolve("it's a project"));
    Files.createDirectories(here.resolve("bin"));
    Files.createSymbolicLink(here.resolve("bin/sentinel"), ROOT.resolve("bin/sentinel"));
  }

  /** The temporary folder's own clean-up warns of links that lead out of it. */
  @AfterEach
  void removeTheLink() throws IOException {
    Files.delete(here.resolve("bin/sentinel"));
  }

  @Test
  void theDemonstrationStaysInItsFolderAndItsNextCommandsWork() throws Exception {
    List<Path> before = data();
    Ended demo = shell("bin/sentinel demo --folder 'my demo'");
    assertThat(demo.code()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out()).contains("4 of 4 planted faults were found, and nothing else.");
    assertThat(demo.out() + demo.err()).doesNotContain("\u001b");
    try (Stream<Path> made = Files.list(here)) {
      assertThat(made.map(f -> f.getFileName().toString())).containsOnly("bin", "my demo");
    }
    assertThat(data()).isEqualTo(before);

    List<String> next =
        demo.out().lines().map(String::strip).filter(l -> l.startsWith("bin/sentinel ")).toList();
    assertThat(next).hasSize(3);
    assertThat(shell(next.get(0)).out()).contains("NOSUCH: never had data");
    assertThat(shell(next.get(1)).out()).contains("SPY 2026-03-06", "broke high_not_below_low");
    assertThat(shell(next.get(2)).out()).contains("AAPL,2026-03-09");
  }

  @Test
  void aRunTakesTheSettingsOfTheFolderItIsCalledIn() throws Exception {
    Files.createDirectories(here.resolve("config"));
    Files.writeString(here.resolve("config/assets.yaml"), "assets: [AAPL]\n");
    Files.writeString(here.resolve(".env"), "SENTINEL_YAHOO_URL=https://nowhere.invalid\n");
    List<Path> before = data();
    Ended run = shell("bin/sentinel run");
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(3);
    assertThat(run.out()).contains("the host nowhere.invalid was not found: check the network");
    assertThat((run.out() + run.err()).toLowerCase(Locale.ROOT)).doesNotContain("success");
    assertThat(here.resolve("data/gold/freshness.json")).content().contains("\"UNKNOWN\"");
    assertThat(here.resolve("logs/pipeline.json")).isRegularFile();
    assertThat(data()).isEqualTo(before);
  }

  /** What lies in the program's own data folder. */
  private static List<Path> data() throws IOException {
    Path data = ROOT.resolve("data");
    if (!Files.exists(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(data)) {
      return files.sorted().toList();
    }
  }

  private Ended shell(String command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(here.toFile());
    builder.environment().put("SENTINEL_ARCHIVE", "off");
    builder.environment().remove("SENTINEL_YAHOO_URL");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(command).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private record Ended(int code, String out, String err) {}
}
