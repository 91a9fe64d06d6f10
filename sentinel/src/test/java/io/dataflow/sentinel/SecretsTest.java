package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants secrets and searches all that is said and written for them. */
@Tag("it")
class SecretsTest {
  private static final String DATABASE = "pl4nted-database-w0rd";
  private static final String SENTRY = "pl4nted-sentry-w0rd";
  private static final String SOURCE = "pl4nted-source-w0rd";

  @TempDir private Path folder;
  private final List<Cli.Ended> said = new ArrayList<>();

  @Test
  void noSecretIsEverSaidOrWritten() {
    try (Cli cli = new Cli(folder)) {
      cli.assets("AAPL", "SPY")
          .market("- {symbol: SPY, fault: high-below-low, date: 2026-02-12}\n");
      String address = cli.address().toString();
      Path secrets = plant(cli, "", address);
      said.add(cli.run());
      assertThat(said.get(0).code()).as(said.get(0).said()).isOne();
      for (String command :
          List.of(
              "run --json", "config", "config --json", "freshness", "quarantine ls", "accept")) {
        said.add(cli.on(command));
      }
      said.add(cli.on("sql", "SELECT 1"));
      plant(cli, address);
      for (String command :
          List.of("run", "freshness", "ledger check", "ledger copy", "export dbt")) {
        said.add(cli.on(command)); // the database does not answer
        assertThat(said.get(said.size() - 1).code()).as(command).isEqualTo(3);
      }
      cli.close();
      said.add(cli.run()); // nobody listens
      plant(cli, "http://user:" + SOURCE + "@127.0.0.1:9/?key=" + SOURCE);
      said.add(cli.run());
      said.add(cli.on("config"));
      cli.file(".env", "DATABASE_URL: " + DATABASE + "\nLOG_LEVEL=" + DATABASE + "\n");
      said.add(cli.run());
      assertThat(said.get(said.size() - 1).code()).isEqualTo(4);

      String written = cli.everythingWritten(secrets);
      assertThat(written).contains("pipeline.json", "ledger.db", "freshness.json", "receipts");
      for (String secret : List.of(DATABASE, SENTRY, SOURCE)) {
        assertThat(written).doesNotContain(secret);
        assertThat(said).extracting(Cli.Ended::said).noneMatch(text -> text.contains(secret));
      }
    }
  }

  @Test
  void configShowsSecretsAsStars() {
    try (Cli cli = new Cli(folder)) {
      plant(cli, "http://127.0.0.1:9");
      assertThat(cli.on("config").out())
          .containsPattern("DATABASE_URL +\\*+ +\\S*\\.env:1")
          .containsPattern("SENTRY_DSN +\\*+ +\\S*\\.env:2");
      assertThat(cli.on("config", "--json").out())
          .containsPattern("\"name\" : \"DATABASE_URL\",\\s+\"value\" : \"\\*+\"");
    }
  }

  private static Path plant(Cli cli, String source) {
    return plant(cli, "DATABASE_URL=postgres://user:" + DATABASE + "@127.0.0.1:9/db\n", source);
  }

  private static Path plant(Cli cli, String database, String source) {
    return cli.file(
        ".env",
        database
            + "SENTRY_DSN=https://"
            + SENTRY
            + "@sentry.invalid/1\nSENTINEL_YAHOO_URL="
            + source
            + "\n");
  }
}
