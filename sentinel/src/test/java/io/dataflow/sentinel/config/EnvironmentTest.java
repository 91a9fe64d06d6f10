package io.dataflow.sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  @TempDir Path folder;
  private final List<Origin> origins = new ArrayList<>();

  private Environment environment(Map<String, String> real) {
    return new Environment(ProjectFolder.of(folder.resolve("assets.yaml")), real, origins);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String from(String name) {
    return origins.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow().from();
  }

  @Test
  void letsTheLaterSourceWin() throws IOException {
    write(".env", "ENV=one\nLOG_LEVEL=DEBUG\nSENTRY_DSN=https://k@s.example.com/1\n");
    write(".env.local", "ENV=two\nLOG_LEVEL=ERROR\n");
    EnvironmentValues values = environment(Map.of("ENV", "three")).values();
    assertThat(values.env()).isEqualTo("three");
    assertThat(values.logLevel()).isEqualTo(LogLevel.ERROR);
    assertThat(values.sentryDsn()).contains(new Secret("https://k@s.example.com/1"));
    assertThat(from("ENV")).isEqualTo("environment");
    assertThat(from("LOG_LEVEL")).isEqualTo(folder.resolve(".env.local") + ":2");
    assertThat(from("SENTRY_DSN")).isEqualTo(folder.resolve(".env") + ":3");
  }

  @Test
  void unsetsWithAnEmptyValue() throws IOException {
    write(".env", "DATABASE_URL=postgres://h/d\nLOG_LEVEL=DEBUG\n");
    EnvironmentValues values = environment(Map.of("DATABASE_URL", "", "LOG_LEVEL", "")).values();
    assertThat(values.databaseUrl()).isEmpty();
    assertThat(values.logLevel()).isEqualTo(LogLevel.INFO);
  }

  @Test
  void readsTheNamedFileInsteadOfBoth() throws IOException {
    write(".env", "ENV=one\nLOG_LEVEL=DEBUG\n");
    write("other", "ENV=two\n");
    String other = folder.resolve("other").toString();
    EnvironmentValues values = environment(Map.of("SENTINEL_ENV_FILE", other)).values();
    assertThat(values.env()).isEqualTo("two");
    assertThat(values.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(from("ENV")).isEqualTo(other + ":1");
    assertThat(from("SENTINEL_ENV_FILE")).isEqualTo("environment");
  }

  @Test
  void reportsANamedFileThatIsMissing() {
    assertThat(environment(Map.of("SENTINEL_ENV_FILE", "/no/such/file")).problems())
        .containsExactly("SENTINEL_ENV_FILE: /no/such/file:1: there is no such file");
  }

  @Test
  void reportsAnEnvironmentFileThatIsAFolder() throws IOException {
    Files.createDirectory(folder.resolve(".env"));
    assertThat(environment(Map.of()).problems())
        .containsExactly(
            folder.resolve(".env") + ":1: is a folder; a file of NAME=VALUE lines is wanted");
  }

  @Test
  void reportsOurOwnNamesThatNobodyReads() throws IOException {
    write(".env", "SENTINEL_YAHO_URL=x\nSENTINEL_ENV_FILE=y\nOTHER=z\n");
    assertThat(environment(Map.of()).problems())
        .containsExactlyInAnyOrder(
            folder.resolve(".env")
                + ":1: unknown name SENTINEL_YAHO_URL. Did you mean \"SENTINEL_YAHOO_URL\"?",
            folder.resolve(".env")
                + ":2: SENTINEL_ENV_FILE has a meaning in the real environment only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"warning", "WARN", "Warning"})
  void knowsPythonsLevels(String written) {
    assertThat(environment(Map.of("LOG_LEVEL", written)).values().logLevel())
        .isEqualTo(LogLevel.WARN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host",
        "//host",
        "host",
        "http://",
        "file:///etc/passwd",
        "http://user:secret@host",
        "http://host?q=secret",
        "http://host#secret",
        "http://ho st",
      })
  void refusesAnAddressNothingCanBeAppendedToAndDoesNotShowIt(String written) {
    Environment environment = environment(Map.of("SENTINEL_YAHOO_URL", written));
    environment.values();
    assertThat(environment.problems())
        .containsExactly(
            "environment: SENTINEL_YAHOO_URL: an http or https address of a host, without user,"
                + " query or fragment, is wanted; looked in "
                + folder.resolve(".env")
                + " (not there), "
                + folder.resolve(".env.local")
                + " (not there), the environment");
  }

  @Test
  void takesTheSlashOffAnAddress() {
    assertThat(
            environment(Map.of("SENTINEL_YAHOO_URL", "http://127.0.0.1:8080/")).values().yahooUrl())
        .hasToString("http://127.0.0.1:8080");
  }

  @Test
  void readsTheMailboxOfTheVariables() {
    MailValues mail =
        environment(
                Map.of(
                    "EMAIL_USER", "sentinel@example.com",
                    "EMAIL_PASS", "abcd efgh",
                    "EMAIL_TO", "a@example.com, b@example.org",
                    "SENTINEL_SUCCESS_MESSAGES", "on-change"))
            .values()
            .mail();
    assertThat(mail)
        .isEqualTo(
            new MailValues(
                Optional.of("sentinel@example.com"),
                Optional.of(new Secret("abcd efgh")),
                Optional.of(List.of("a@example.com", "b@example.org")),
                Optional.empty(),
                "smtp.gmail.com",
                465,
                Success.ON_CHANGE));
    assertThat(origins)
        .filteredOn(origin -> origin.name().equals("EMAIL_PASS"))
        .extracting(Origin::value)
        .containsExactly(Optional.of("*****"));
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL_TO, a@example.com;b@example.com",
    "EMAIL_TO, 'a@example.com,'",
    "EMAIL_TO, Team <a@example.com>",
    "EMAIL_TO, \"a@example.com\\nBcc: b@example.com\"",
    "EMAIL_FROM, nobody",
    "EMAIL_PORT, 0",
    "EMAIL_PORT, 65536",
    "EMAIL_HOST, smtp example",
    "SENTINEL_SUCCESS_MESSAGES, sometimes",
    "SENTINEL_HEARTBEAT_URL, hc-ping.example.com/pl4nted",
    "SENTINEL_HEARTBEAT_URL, ftp://hc-ping.example.com/pl4nted",
    "SENTINEL_HEARTBEAT_URL, https://u:pl4nted@hc-ping.example.com/x",
  })
  void refusesWhatIsNoFormOfAVariableAndDoesNotShowIt(String name, String written) {
    Environment environment = environment(Map.of(name, written.replace("\\n", "\n")));
    environment.values();
    assertThat(environment.problems())
        .singleElement()
        .asString()
        .matches("environment: " + name + ": .* is wanted; looked in .*/\\.env \\(not there\\), .*")
        .doesNotContain("pl4nted");
  }

  @Test
  void tellsOfAnyNameWhereItIsFrom() throws IOException {
    write(".env", "HOOK=one\nTOKEN=two\nGONE=three\n");
    Variables variables =
        Variables.of(
            ProjectFolder.of(folder.resolve("assets.yaml")), Map.of("TOKEN", "x", "GONE", " "));
    assertThat(variables.find("HOOK"))
        .contains(new Variables.Value("one", folder.resolve(".env") + ":1"));
    assertThat(variables.find("TOKEN")).contains(new Variables.Value("x", "environment"));
    assertThat(variables.find("GONE")).isEmpty();
    assertThat(variables.find("NEVER")).isEmpty();
    assertThat(variables.whence().places())
        .containsExactly(
            folder.resolve(".env").toString(),
            folder.resolve(".env.local") + " (not there)",
            "the environment");
    assertThat(variables.find("HOOK").toString()).doesNotContain("one");
  }

  @Test
  void namesFilesRelativeToTheWorkingFolderWhenTheSettingsAre() {
    assertThat(ProjectFolder.of(Path.of("config/assets.yaml")).shown(".env")).isEqualTo(".env");
    assertThat(ProjectFolder.of(Path.of("a/assets.yaml")).shown(".env")).isEqualTo("a/.env");
    assertThat(ProjectFolder.of(Path.of("/a/config/x.yaml")).shown(".env")).isEqualTo("/a/.env");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../.env.example", "../.env.local.example"})
  void readsTheShippedExamples(String example) {
    assertThat(EnvFile.read(Path.of(example), example).problems()).isEmpty();
    Environment environment = environment(Map.of("SENTINEL_ENV_FILE", example));
    environment.values();
    assertThat(environment.problems()).isEmpty();
  }
}
