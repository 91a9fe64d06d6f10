package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.source.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that refuse to be written, seen by a user whom permissions bind. */
@Tag("it")
@Tag("slow")
class DiskIT {
  private static final Path LAUNCHER =
      Path.of("").toAbsolutePath().getParent().resolve("bin/sentinel");
  private static final String NOBODY = "65534";

  private record Ended(int code, String out, String err) {}

  private Path folder;
  private TestProject project;
  private PayloadServer server;
  private final List<Path> mounted = new ArrayList<>();

  private static Payloads four(String symbol) {
    return Payloads.three(symbol).row("2024-03-11T13:30:00Z", "13", "15", "12", "14", "1300");
  }

  @BeforeEach
  void makesAFolderForEverybody() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("sentinel-disk-");
    open(folder);
    project = new TestProject(folder).assets("AAPL");
    project.dates(LocalDate.parse("2024-03-06"), Optional.empty());
    open(Files.createDirectory(project.data()));
    project.settingsFile();
    server = new PayloadServer().chart("AAPL", Payloads.three("AAPL"));
    boolean works = ended(command(LAUNCHER.toString(), "--version")).code() == 0;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(works).as("the program, run by a user without privileges").isTrue();
    }
    Assumptions.assumeTrue(works, "no user without privileges can run " + LAUNCHER);
  }

  @AfterEach
  void removesIt() throws IOException, InterruptedException {
    server.close();
    for (Path mount : mounted) {
      ended(new ProcessBuilder("umount", mount.toString()));
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static void writable(Path root, boolean yes) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(yes ? "rwxrwxrwx" : "r-xr-xr-x"));
      }
    }
  }

  /** Root may write everywhere, so root becomes nobody. */
  private static ProcessBuilder command(String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("SENTINEL_ARCHIVE", "off");
    return builder;
  }

  private Ended run(String asOf) throws IOException, InterruptedException {
    ProcessBuilder builder =
        command(
            LAUNCHER.toString(),
            "run",
            "--config",
            project.settingsFile().toString(),
            "--data",
            project.data().toString(),
            "--as-of",
            asOf);
    builder.environment().put("SENTINEL_YAHOO_URL", server.base().toString());
    return ended(builder);
  }

  private static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("sentinel-", ".out");
    Path err = Files.createTempFile("sentinel-", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      return new Ended(
          process.waitFor(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Ended(127, "", e.toString());
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static void saysThatItCouldNotRecord(Ended ended, String what) {
    assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(ended.out() + ended.err()).contains(what).doesNotContain("\tat ");
  }

  @Test
  void saysThatAReadOnlyFolderCannotBeWritten() throws Exception {
    writable(project.data(), false);
    saysThatItCouldNotRecord(run("2024-03-11T12:00:00Z"), project.data() + " cannot be written");
    writable(project.data(), true);
    assertThat(project.data()).isEmptyDirectory();
  }

  @Test
  void takesUpWhatAReadOnlySilverRefusedOnceItMayBeWritten() throws Exception {
    assertThat(run("2024-03-11T12:00:00Z").code()).isZero();
    server.chart("AAPL", four("AAPL"));
    writable(project.data().resolve("silver"), false);
    saysThatItCouldNotRecord(run("2024-03-12T12:00:00Z"), "silver");
    assertThat(project.silver().bars()).hasSize(3);

    writable(project.data().resolve("silver"), true);

    assertThat(run("2024-03-12T12:10:00Z").code()).isZero();
    assertThat(project.silver().bars()).hasSize(4);
  }

  @Test
  void keepsSilverWhenBronzeCannotBeWritten() throws Exception {
    assertThat(run("2024-03-11T12:00:00Z").code()).isZero();
    server.chart("AAPL", four("AAPL"));
    writable(project.data().resolve("bronze"), false);
    saysThatItCouldNotRecord(run("2024-03-12T12:00:00Z"), "bronze");
    assertThat(project.silver().bars()).hasSize(3);

    writable(project.data().resolve("bronze"), true);

    assertThat(run("2024-03-12T12:10:00Z").code()).isZero();
    assertThat(project.silver().bars()).hasSize(4);
  }

  /** Little room, so that the disk is full at the start, within bronze, the lake or the ledger. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 40, 64, 96, 160, 256})
  void losesNothingWhenTheDiskIsFullAndGoesOnOnceThereIsRoom(int kilobytes) throws Exception {
    Ended mount =
        ended(
            new ProcessBuilder(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=16m,mode=777",
                "tmpfs",
                project.data().toString()));
    Assumptions.assumeTrue(mount.code() == 0, "no small disk can be made here: " + mount.err());
    mounted.add(project.data());
    assertThat(run("2024-03-11T12:00:00Z").code()).isZero();
    server.chart("AAPL", four("AAPL"));
    Path room = project.data().resolve("room");
    Path filler = project.data().resolve("filler");
    ended(command("dd", "if=/dev/zero", "of=" + room, "bs=1k", "count=" + kilobytes));
    assertThat(ended(command("dd", "if=/dev/zero", "of=" + filler, "bs=4k")).code()).isNotZero();
    Files.delete(room);

    Ended full = run("2024-03-12T12:00:00Z");

    if (full.code() != ExitCode.OK) {
      assertThat(full.code())
          .as(full.toString())
          .isIn(ExitCode.NOT_EVALUATED, ExitCode.NOT_RECORDED);
      assertThat(full.out() + full.err())
          .containsAnyOf("No space left", "disk")
          .doesNotContain("\tat ");
    }
    System.out.println("disk with " + kilobytes + " KiB left: exit " + full.code());
    Files.delete(filler);
    assertThat(run("2024-03-12T12:10:00Z").code()).isZero();
    assertThat(project.silver().bars()).hasSize(4);
    assertThat(project.silver().refused()).isEmpty();
  }
}
