package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A variable that is missing, empty or wrong is named, with the file it was looked for in. */
class VariablesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "backfill --symbol AAPL --from 2026-02-02",
        "freshness",
        "notify",
        "plan",
        "doctor",
        "sql x"
      })
  void endsWithoutAVariableThatIsRequired(String command) {
    Cli cli = new Cli(folder);
    cli.file(".env.local", "EMAIL_TO=\n");

    Cli.Ended ended = cli.on(command, "--require", "DATABASE_URL,EMAIL_TO");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    String looked =
        "; looked in %s (not there), %s, the environment"
            .formatted(folder.resolve(".env"), folder.resolve(".env.local"));
    assertThat(ended.err())
        .contains("DATABASE_URL is not set or empty, and --require asks for it" + looked)
        .contains("EMAIL_TO is not set or empty, and --require asks for it" + looked);
  }

  @Test
  void takesAVariableThatIsSet() {
    Cli cli = new Cli(folder);
    cli.file(
        ".env.local", "EMAIL_TO=data-team@example.com\nEMAIL_USER=u@example.com\nEMAIL_PASS=p");
    assertThat(cli.on("config", "--require", "EMAIL_TO").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "publish, ''",
    "restore, ''",
    "ledger copy, ''",
    "publish, DATABASE_URL=",
    "publish, DATABASE_URL=pl4nted",
    "run, DATABASE_URL=mysql://u:pl4nted@h/d",
    "run, DATABASE_URL=postgres://u:pl4nted@h:99999/d",
    "run, DATABASE_URL=postgres://u:pl4nted@h/d?sslmode=pl4nted",
    "run, SENTRY_DSN=pl4nted",
    "run, SENTRY_DSN=https://sentry.example.com/1",
    "run, SENTINEL_HEARTBEAT_URL=pl4nted",
    "notify, SENTINEL_ALERTS=none.yaml",
    "run, LOG_LEVEL=loud",
    "run, SENTINEL_YAHOO_URL=pl4nted",
    "notify, EMAIL_PASS=pl4nted",
    "run, EMAIL_PORT=0",
    "config, SENTINEL_SUCCESS_MESSAGES=sometimes",
  })
  void endsWithOneThatIsMissingEmptyOrWrong(String command, String line) {
    Cli cli = new Cli(folder);
    cli.file(".env", line + "\n");

    Cli.Ended ended = cli.on(command);

    String name = line.isEmpty() ? "DATABASE_URL" : line.replaceFirst("=.*", "");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains(name, folder.resolve(".env").toString());
    assertThat(ended.said()).doesNotContain("pl4nted");
  }
}
