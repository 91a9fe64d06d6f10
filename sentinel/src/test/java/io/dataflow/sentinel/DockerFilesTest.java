package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Setting;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.config.SettingsTable;
import io.dataflow.sentinel.postgres.PostgresAddress;
import io.dataflow.sentinel.source.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the image's and Compose's files against the program and the build. */
class DockerFilesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path folder;

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(read(file)));
  }

  /** A mapping with what its merge key brings. */
  private static Map<String, Object> merged(Object value) {
    Map<String, Object> own = new LinkedHashMap<>(map(value));
    Object shared = own.remove("<<");
    Map<String, Object> all = new LinkedHashMap<>(shared == null ? Map.of() : map(shared));
    all.putAll(own);
    return all;
  }

  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Map<String, Object>> services = new TreeMap<>();
    map(yaml("docker-compose.yml").get("services"))
        .forEach((name, service) -> services.put(name, merged(service)));
    return services;
  }

  static Set<String> names() throws IOException {
    return services().keySet();
  }

  private static String version() throws IOException {
    return first("(?m)^  <version>(.+)</version>$", read("pom.xml"));
  }

  @Test
  void labelsAndTagsTheImageWithTheVersionOfTheBuild() throws IOException {
    assertThat(read("Dockerfile"))
        .contains("org.opencontainers.image.version=\"" + version() + "\"");
    assertThat(services().get("sentinel").get("image"))
        .isEqualTo("dataflow-sentinel:${SENTINEL_TAG:-" + version() + "}");
  }

  @Test
  void startsThePostgresThatTheTestsStart() throws IOException {
    String tested = first("<postgres-18.version>(\\d+\\.\\d+)", read("pom.xml"));
    assertThat(services().get("database").get("image")).isEqualTo("postgres:" + tested + "-trixie");
    assertThat(services().get("reader").get("image"))
        .isEqualTo(services().get("database").get("image"));
  }

  @Test
  void buildsWithTheJavaThatTheLauncherStartsQuickest() throws IOException {
    assertThat(read("Dockerfile"))
        .containsPattern("ARG BUILD_IMAGE=maven:3\\.9\\.\\d+-eclipse-temurin-25\n")
        .containsPattern("ARG RUNTIME_IMAGE=debian:13\\.\\d+-slim\n");
  }

  @Test
  void givesThePipelineVariablesItReads() throws IOException {
    Set<String> known =
        SettingsTable.all().stream()
            .map(Setting::name)
            .collect(Collectors.toCollection(TreeSet::new));
    known.add("PGPASSWORD");
    Map<String, Object> mail = map(map(yaml("docker/mail.yml").get("services")).get("sentinel"));
    assertThat(merged(services().get("sentinel").get("environment")).keySet()).isSubsetOf(known);
    assertThat(merged(services().get("demo").get("environment")).keySet()).isSubsetOf(known);
    assertThat(map(mail.get("environment")).keySet()).isSubsetOf(known);
    Object address = merged(services().get("sentinel").get("environment")).get("DATABASE_URL");
    assertThat(PostgresAddress.parse(address.toString()).hosts())
        .containsExactly(new PostgresAddress.Host("database", 5432));
  }

  @ParameterizedTest
  @MethodSource("names")
  void pinsAndConfinesEveryService(String name) throws IOException {
    Map<String, Object> service = services().get(name);
    assertThat(service.get("image").toString())
        .matches("[a-z/-]+:(v?\\d[\\w.-]+|\\$\\{.*:-\\d.*})");
    assertThat(list(service.get("security_opt"))).asString().contains("no-new-privileges:true");
    assertThat(list(service.get("cap_drop"))).asString().isEqualTo("[ALL]");
    assertThat(list(service.get("ports")))
        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
  }

  @Test
  void keepsTheDatabaseToItself() throws IOException {
    Map<String, Object> database = services().get("database");
    assertThat(database).doesNotContainKey("ports");
    assertThat(list(database.get("networks"))).asString().isEqualTo("[inside]");
    Object inside = map(yaml("docker-compose.yml").get("networks")).get("inside");
    assertThat(map(inside)).containsEntry("internal", true);
  }

  @Test
  void namesNoPassword() throws IOException {
    for (String file : List.of("docker-compose.yml", "Dockerfile", "docker/mail.yml")) {
      assertThat(read(file).lines().filter(l -> l.contains("PASSWORD")))
          .allMatch(l -> l.contains("${") || l.strip().startsWith("#"), file);
    }
  }

  @Test
  void letsIntoTheBuildWhatTheImageIsMadeOf() throws IOException {
    List<String> allowed =
        read(".dockerignore")
            .lines()
            .filter(l -> l.startsWith("!"))
            .map(l -> l.substring(1))
            .toList();
    List<String> copied = new ArrayList<>();
    for (String line : read("Dockerfile").lines().filter(l -> l.startsWith("COPY ")).toList()) {
      if (!line.contains("--from=")) {
        List<String> words = List.of(line.split(" "));
        copied.addAll(words.subList(1, words.size() - 1));
      }
    }
    assertThat(copied).allSatisfy(source -> assertThat(ROOT.resolve(source)).exists());
    assertThat(new TreeSet<>(copied)).isEqualTo(new TreeSet<>(allowed));
    assertThat(read(".dockerignore").lines()).contains("*", "config/alerts.yaml");
  }

  @Test
  void demonstratesWithSettingsThatAreRead() throws IOException {
    Path settings = ROOT.resolve("docker/demo/config/assets.yaml");
    assertThat(
            SettingsReader.read(
                    settings,
                    Map.of("SENTINEL_ENV_FILE", "/dev/null"),
                    Optional.empty(),
                    Optional.empty())
                .settings()
                .assets())
        .hasSize(7);
    assertThat(Faults.read(ROOT.resolve("config/demo/faults.yaml")).list()).isNotEmpty();
  }

  @Test
  void theMailCatcherIsTold() throws IOException {
    assertThat(read("docker/demo/config/alerts.yaml")).isEqualTo(read("docker/mail/alerts.yaml"));
    try (Cli cli = new Cli(folder)) {
      cli.file("config/alerts.yaml", read("docker/mail/alerts.yaml"));
      Cli.Ended ended = cli.on("alerts check");
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.out()).contains("catcher: catcher/email/0");
    }
  }

  static Stream<List<String>> envFiles() {
    String none = "POSTGRES_PASSWORD was looked for in .env.local, and there is no such file";
    String wanted = "POSTGRES_PASSWORD in .env.local: 8 to 128 letters";
    return Stream.of(
        List.of("run", "", none),
        List.of("run", "\n# POSTGRES_PASSWORD=abcdefgh\n", "which holds no variable"),
        List.of("run", "LOG_LEVEL=INFO\n", "POSTGRES_PASSWORD is not set in .env.local"),
        List.of("run", "POSTGRES_PASSWORD=\n", "POSTGRES_PASSWORD is not set in .env.local"),
        List.of("run", "POSTGRES_PASSWORD='short'\n", wanted),
        List.of("run", "POSTGRES_PASSWORD=with$dollar\n", wanted),
        List.of(
            "compose --profile grafana up",
            "export POSTGRES_PASSWORD = \"abcd.efgh\" # c\n",
            "GRAFANA_PASSWORD is not set in .env.local"));
  }

  @ParameterizedTest
  @MethodSource("envFiles")
  void aVariableThatIsMissingOrWrongEndsWithFourAndItsName(List<String> tried)
      throws IOException, InterruptedException {
    Ended ended = script(tried.get(0), tried.get(1), "exit 0");
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.said())
        .contains(tried.get(2))
        .doesNotContain("short", "dollar", "abcd.efgh")
        .hasLineCount(1);
  }

  private static final String FINE = "POSTGRES_PASSWORD='abcd.efgh'\nLOG_LEVEL=INFO\n";

  @Test
  void anEngineThatDoesNotAnswerIsOneLine() throws IOException, InterruptedException {
    Ended ended = script("run", FINE, "exit 1");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.said()).contains("the Docker engine does not answer").hasLineCount(1);
  }

  @Test
  void runsOnceWithWhatTheFileHoldsAndEndsAsTheRunDoes() throws IOException, InterruptedException {
    String docker =
        """
        case "$1 ${2:-}" in info* | 'compose version') exit 0 ;; esac
        echo "$@; $POSTGRES_PASSWORD $SENTINEL_TAG"
        cat "$SENTINEL_ENV_LOCAL"
        exit 7
        """;
    Ended ended = script("run --only AAPL", FINE, docker);
    assertThat(ended.said())
        .isEqualTo(
            "compose --project-name sentinel --env-file docker/none.env run --rm sentinel run"
                + " --only AAPL; abcd.efgh "
                + version()
                + "\n"
                + FINE);
    assertThat(ended.code()).isEqualTo(7);
    assertThat(Files.getPosixFilePermissions(folder.resolve(".docker")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  private record Ended(int code, String said) {}

  /** A script of the folder docker, with an .env.local unless it is empty, and that as docker. */
  private Ended script(String words, String envFile, String docker)
      throws IOException, InterruptedException {
    Path scripts = Files.createDirectories(folder.resolve("docker"));
    for (String script : List.of("compose", "run", "settings")) {
      Path copy = Files.copy(ROOT.resolve("docker").resolve(script), scripts.resolve(script));
      assertThat(copy.toFile().setExecutable(true)).isTrue();
    }
    Files.copy(ROOT.resolve("pom.xml"), folder.resolve("pom.xml"));
    if (!envFile.isEmpty()) {
      Files.writeString(folder.resolve(".env.local"), envFile);
    }
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path fake = Files.writeString(tools.resolve("docker"), "#!/bin/sh\n" + docker + "\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", scripts + "/" + words);
    builder.environment().merge("PATH", tools + ":", (path, first) -> first + path);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
