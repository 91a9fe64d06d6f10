package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

  /** Each channel has its own, so that a leak names its place. */
  private static final Map<String, String> OF_CHANNELS =
      Map.ofEntries(
          Map.entry("SLACK_PATH", "pl4nted/slack/webhook-w0rd-0123456789"),
          Map.entry("BOT_TOKEN", "xoxb-pl4nted-b0t-t0ken-0123456789"),
          Map.entry("DISCORD_PATH", "pl4nted/disc0rd-w0rd-0123456789"),
          Map.entry("TEAMS_PATH", "pl4nted/te4ms-w0rd-0123456789"),
          Map.entry("PAGER_KEY", "pl4ntedpagerdutykey0123456789abc"),
          Map.entry("HOOK_PATH", "pl4nted/h00k-w0rd-0123456789"),
          Map.entry("HMAC_KEY", "pl4nted-hm4c-w0rd"),
          Map.entry("ALERTMANAGER_PASS", "pl4nted-4lertmanager-w0rd"),
          Map.entry("GITHUB_SECRET", "ghp_pl4ntedgithubt0ken0123456789"),
          Map.entry("MAIL_PASS", "pl4nted-m4il-w0rd"),
          Map.entry("SENTINEL_HEARTBEAT_URL", "http://127.0.0.1:9/pl4nted-he4rtbeat-w0rd"));

  private static final String ALERTS =
      """
      global:
        smtp_smarthost: 127.0.0.1:9
        smtp_from: sentinel@example.com
        smtp_auth_username: sentinel
        smtp_auth_password: ${MAIL_PASS}
        smtp_require_tls: false
      route: {receiver: all}
      receivers:
      - name: all
        success: always
        on_ledger_failure: true
        email_configs: [{to: ana@example.com}]
        slack_configs:
        - api_url: http://127.0.0.1:9/${SLACK_PATH}
        - {bot_token: '${BOT_TOKEN}', channel: '#a', slack_api: 'http://127.0.0.1:9'}
        discord_configs: [{webhook_url: 'http://127.0.0.1:9/${DISCORD_PATH}'}]
        msteamsv2_configs: [{webhook_url: 'http://127.0.0.1:9/${TEAMS_PATH}'}]
        pagerduty_configs: [{routing_key: '${PAGER_KEY}', url: 'http://127.0.0.1:9/'}]
        webhook_configs: [{url: 'http://127.0.0.1:9/${HOOK_PATH}', hmac_secret: '${HMAC_KEY}'}]
        alertmanager_configs:
        - url: http://127.0.0.1:9
          basic_auth: {username: sentinel, password: '${ALERTMANAGER_PASS}'}
        github_configs:
        - {repository: example/data, token: '${GITHUB_SECRET}', api_url: 'http://127.0.0.1:9'}
      """;

  @Test
  void noSecretOfAChannelIsEverSaidOrWritten() {
    try (Cli cli = new Cli(folder)) {
      cli.assets("AAPL", "SPY")
          .market("- {symbol: SPY, fault: missing-session, date: 2026-03-06}\n");
      StringBuilder variables = new StringBuilder("SENTINEL_YAHOO_URL=" + cli.address() + "\n");
      OF_CHANNELS.forEach((k, v) -> variables.append(k).append('=').append(v).append('\n'));
      Path secrets = cli.file(".env", variables.toString());
      cli.file("config/alerts.yaml", ALERTS);
      Cli.Ended run = cli.run();
      said.add(run);
      assertThat(run.said()).contains("all/slack/", "was not delivered yet: ");
      String incident = "incidents ls --json";
      for (String command :
          List.of(
              "run --json",
              "notify",
              "notify --again --json",
              "alerts check",
              "alerts test --label class=missing --json",
              "alerts send",
              incident,
              "config",
              "config --json",
              "doctor --offline",
              "show last")) {
        said.add(cli.on(command));
      }
      String id = cli.on(incident).out().replaceAll("(?s).*?\"(i-[0-9a-f]{8})\".*", "$1");
      said.add(cli.on("incidents show", id));
      said.add(cli.on("incidents show --json", id));
      said.add(cli.on("incidents ack", id));
      cli.file("config/alerts.yaml", ALERTS.replace("receiver: all", "receiver: nobody"));
      said.add(cli.on("alerts check"));
      assertThat(said.get(said.size() - 1).code()).isEqualTo(4);
      assertThat(cli.on("incidents show", id).code()).as("shows without alerts").isZero();

      String written = cli.everythingWritten(secrets);
      assertThat(written).contains("ledger.db", "pipeline.json");
      for (String secret : OF_CHANNELS.values()) {
        for (String form : forms(secret)) {
          assertThat(written).as(secret).doesNotContain(form);
          assertThat(said)
              .extracting(Cli.Ended::said)
              .as(secret)
              .noneMatch(text -> text.contains(form));
        }
      }
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return List.of(
        secret,
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().withoutPadding().encodeToString(bytes));
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
