package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("it")
class LauncherIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path LAUNCHER = ROOT.resolve("bin/sentinel");

  /** Making an archive takes seconds: one serves all tests, each of which damages a copy. */
  @TempDir private static Path made;

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void makesAnArchive() throws IOException, InterruptedException {
    ProcessBuilder maker = new ProcessBuilder(LAUNCHER.toString());
    maker
        .environment()
        .putAll(Map.of("SENTINEL_CACHE", made.toString(), "SENTINEL_ARCHIVE", "make"));
    assertThat(maker.start().waitFor()).isZero();
    assertThat(files(made)).hasSize(1);
  }

  @BeforeEach
  void keepsArchivesApart() {
    environment.put("SENTINEL_CACHE", folder.resolve("archives").toString());
    environment.put("SENTINEL_ARCHIVE", "off");
  }

  @Test
  void printsTheVersion() {
    Ended ended = run(LAUNCHER, "--version");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).matches("sentinel \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void printsTheHelpOfThePackagedProgram() {
    Ended ended = run(LAUNCHER, "--help");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("Usage: sentinel", "Examples:", "completion");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void printsACompletionScriptTheShellReads() throws IOException {
    Ended ended = run(LAUNCHER, "completion");
    assertThat(ended.code()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), ended.out());
    Ended shell = run(Path.of("/bin/bash"), "-n", script.toString());
    assertThat(shell.err()).isEmpty();
    assertThat(shell.code()).isZero();
  }

  @Test
  void loadsTheNativeLibrariesLaidOutByTheBuild() {
    environment.put("TMPDIR", folder.toString());
    environment.put("SENTINEL_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    Ended ended = run(LAUNCHER, "warm-up");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(files(folder)).as("nothing unpacked, nothing left").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Misuse.class)
  void endsMisuseWithFour(Misuse misuse) {
    Ended ended = run(LAUNCHER, misuse.arguments);
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(misuse.message);
  }

  enum Misuse {
    NO_COMMAND("Missing command"),
    UNKNOWN_COMMAND("Did you mean", "complet"),
    UNKNOWN_OPTION("--as-off", "--as-off");

    private final String message;
    private final String[] arguments;

    Misuse(String message, String... arguments) {
      this.message = message;
      this.arguments = arguments;
    }
  }

  @Test
  void findsItsFolderThroughSymbolicLinks() throws IOException {
    Path relative = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), LAUNCHER);
    assertThat(run(relative, "--version").out()).startsWith("sentinel ");
    Files.delete(folder.resolve("two"));
  }

  @Test
  void runsFromAFolderWhosePathHasSpaces() throws IOException {
    Path copy = installation("it's a \"folder\" $HOME");
    environment.put("SENTINEL_ARCHIVE", "make");
    assertThat(run(copy, "")).isEqualTo(new Ended(0, "", ""));
    environment.put("SENTINEL_ARCHIVE", "auto");
    assertThat(run(copy, "--version").out()).startsWith("sentinel ");
    assertThat(run(copy, "warm-up")).isEqualTo(new Ended(0, "", ""));
  }

  @Test
  void namesTheBuildWhenThereIsNone() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("clone/bin")).resolve("sentinel");
    Files.copy(LAUNCHER, copy);
    Ended ended = run(copy, "--version");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("not built yet", "make -C '" + folder.resolve("clone"));
  }

  @Test
  void passesArgumentsUnchanged() {
    assertThat(run(LAUNCHER, "--option=a  b'\"*$HOME").err()).contains("--option=a  b'\"*$HOME");
  }

  @Test
  void takesTheNewestJavaEvenWhenJavaHomeIsWrong() {
    environment.put("JAVA_HOME", folder.toString());
    assertThat(run(LAUNCHER, "--version").code()).isZero();
  }

  @Test
  void saysWhereItLookedWhenThereIsNoJava() {
    environment.put("SENTINEL_JAVA_HOME", folder.toString());
    Ended ended = run(LAUNCHER, "--version");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("needs Java 17 or later", "JAVA_HOME");
  }

  @Test
  void appendsTheUsersJvmOptions() {
    environment.put("SENTINEL_JAVA_OPTS", "-Xmx300m -XshowSettings:vm");
    assertThat(run(LAUNCHER, "--version").err()).contains("300.00M");
  }

  @Test
  void usesTheArchiveItMade() throws IOException {
    Path archive = archive();
    environment.put("SENTINEL_JAVA_OPTS", "-Xlog:class+load:stderr");
    assertThat(run(LAUNCHER, "--help").err())
        .containsPattern("io\\.dataflow\\.sentinel\\.Main source: shared objects file");
    assertThat(archive).isRegularFile();
  }

  @Test
  void startsThatMeetMakeOneArchiveAndLeaveNothingElse() throws Exception {
    environment.put("SENTINEL_ARCHIVE", "make");
    Process one = start(LAUNCHER);
    Process two = start(LAUNCHER);
    assertThat(one.waitFor() + two.waitFor()).isZero();
    assertThat(files(folder.resolve("archives"))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void goesOnSilentlyWithoutADamagedArchive(Damage damage) throws IOException {
    damage.apply(archive());
    Ended help = run(LAUNCHER, "--help");
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).startsWith("Usage: sentinel");
    assertThat(help.code()).isZero();
  }

  enum Damage {
    EMPTY {
      @Override
      void apply(Path archive) throws IOException {
        replace(archive, new byte[0]);
      }
    },
    TEXT {
      @Override
      void apply(Path archive) throws IOException {
        replace(archive, "no archive\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
      }
    },
    HALF {
      @Override
      void apply(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        replace(archive, Arrays.copyOf(bytes, bytes.length / 2));
      }
    },
    OTHER_JVM {
      @Override
      void apply(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        byte[] vm = System.getProperty("java.vm.name").getBytes(StandardCharsets.UTF_8);
        int at =
            new String(bytes, 0, 4096, StandardCharsets.ISO_8859_1)
                .indexOf(new String(vm, StandardCharsets.UTF_8));
        assertThat(at).as("the JVM's name in the header").isPositive();
        bytes[at] ^= 1;
        replace(archive, bytes);
      }
    },
    ZEROED_HEADER {
      @Override
      void apply(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        Arrays.fill(bytes, 0, 4096, (byte) 0);
        replace(archive, bytes);
      }
    },
    UNREADABLE_FORM {
      @Override
      void apply(Path archive) throws IOException {
        Files.delete(archive);
        Files.createDirectory(archive);
      }
    };

    abstract void apply(Path archive) throws IOException;

    private static void replace(Path archive, byte[] bytes) throws IOException {
      Files.delete(archive);
      Files.write(archive, bytes);
    }
  }

  @Test
  void ignoresAnArchiveOfJarsThatChanged() throws IOException {
    Path copy = installation("copy");
    environment.put("SENTINEL_ARCHIVE", "make");
    run(copy);
    environment.put("SENTINEL_ARCHIVE", "auto");
    Path jar = copy.getParent().getParent().resolve("sentinel/target/sentinel/sentinel.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
    assertThat(run(copy, "warm-up")).isEqualTo(new Ended(0, "", ""));
  }

  @Test
  void startsWhereNoArchiveCanBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    environment.put("SENTINEL_CACHE", file.resolve("below").toString());
    environment.put("SENTINEL_ARCHIVE", "auto");
    Ended ended = run(LAUNCHER, "--version");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
  }

  /** A copy of the installation under a folder of that name; its launcher. */
  private Path installation(String name) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    for (String part : List.of("bin", "config", "contracts", "sentinel/target/sentinel")) {
      Path from = ROOT.resolve(part);
      try (Stream<Path> walk = Files.walk(from)) {
        for (Path path : walk.filter(p -> !from.relativize(p).startsWith("archives")).toList()) {
          Path to = root.resolve(part).resolve(from.relativize(path).toString());
          if (Files.isDirectory(path)) {
            Files.createDirectories(to);
          } else {
            Files.copy(path, to);
          }
        }
      }
    }
    return root.resolve("bin/sentinel");
  }

  /** A copy of the archive, which the next starts use. */
  private Path archive() throws IOException {
    Path from = files(made).get(0);
    Path to = folder.resolve("archives").resolve(made.relativize(from).toString());
    Files.createDirectories(to.getParent());
    environment.put("SENTINEL_ARCHIVE", "auto");
    return Files.copy(from, to);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ended run(Path program, String... arguments) {
    try {
      Process process = start(program, arguments);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        fail(program + " did not end within 60 s");
      }
      return new Ended(process.exitValue(), text("out"), text("err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String text(String stream) throws IOException {
    Path file = folder.resolve(stream + ".txt");
    String text = Files.readString(file);
    Files.delete(file);
    return text;
  }

  private Process start(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder.start();
  }

  private record Ended(int code, String out, String err) {}
}
