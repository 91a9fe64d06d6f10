package io.dataflow.sentinel.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.ChannelSettings.Alertmanager;
import io.dataflow.sentinel.channel.ChannelSettings.Discord;
import io.dataflow.sentinel.channel.ChannelSettings.Email;
import io.dataflow.sentinel.channel.ChannelSettings.GitHub;
import io.dataflow.sentinel.channel.ChannelSettings.PagerDuty;
import io.dataflow.sentinel.channel.ChannelSettings.SlackBot;
import io.dataflow.sentinel.channel.ChannelSettings.SlackWebhook;
import io.dataflow.sentinel.channel.ChannelSettings.Stdout;
import io.dataflow.sentinel.channel.ChannelSettings.Teams;
import io.dataflow.sentinel.channel.ChannelSettings.Webhook;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.Success;
import io.dataflow.sentinel.export.CalendarDays;
import io.dataflow.sentinel.export.TimeIntervals;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsReaderTest {
  private static final String HOOK = "https://hooks.example.com/services/pl4nted";
  private static final String ROUTE = "route: {receiver: all}\n";

  @TempDir private Path folder;
  private AlertsFile alerts;

  @BeforeEach
  void makeProject() {
    alerts = new AlertsFile(folder);
  }

  private List<ChannelSettings> channels(String configs) {
    return alerts
        .read(ROUTE + "receivers:\n- name: all\n" + configs)
        .receivers()
        .get(0)
        .sends()
        .stream()
        .map(Send::settings)
        .toList();
  }

  private static Secret secret(String text) {
    return new Secret(text);
  }

  @Test
  void readsEachKindOfChannel() {
    assertThat(
            channels(
                """
                  slack_configs:
                  - api_url: https://hooks.example.com/services/pl4nted
                  - {bot_token: xoxb-1, channel: C0123}
                  - {bot_token: xoxb-1, channel: "#a", slack_api: "https://slack.example.com/api/"}
                  discord_configs: [{webhook_url: "https://discord.example.com/api/webhooks/1/x"}]
                  msteamsv2_configs: [{webhook_url: "https://flow.example.com/x?sig=y"}]
                  pagerduty_configs:
                  - routing_key: r
                  - {routing_key: r, url: "https://eu.example.com/v2/enqueue"}
                  webhook_configs: [{url: "https://example.com/a"}, {url: "https://example.com/b", hmac_secret: h}]
                  alertmanager_configs:
                  - url: http://127.0.0.1:9093/
                  - {url: "https://am.example.com/am", basic_auth: {username: u, password: p}}
                  github_configs:
                  - {repository: example/data, token: t}
                  - {repository: example/data, token: t, labels: [], api_url: "https://git.example.com/api/v3/"}
                  stdout_configs: [{}, {format: json}]
                """))
        .containsExactly(
            new SlackWebhook(secret(HOOK)),
            new SlackBot(secret("xoxb-1"), "C0123", URI.create("https://slack.com/api")),
            new SlackBot(secret("xoxb-1"), "#a", URI.create("https://slack.example.com/api")),
            new Discord(secret("https://discord.example.com/api/webhooks/1/x")),
            new Teams(secret("https://flow.example.com/x?sig=y")),
            new PagerDuty(secret("r"), URI.create("https://events.pagerduty.com/v2/enqueue")),
            new PagerDuty(secret("r"), URI.create("https://eu.example.com/v2/enqueue")),
            new Webhook(secret("https://example.com/a"), Optional.empty()),
            new Webhook(secret("https://example.com/b"), Optional.of(secret("h"))),
            new Alertmanager(secret("http://127.0.0.1:9093"), Optional.empty(), Optional.empty()),
            new Alertmanager(
                secret("https://am.example.com/am"),
                Optional.of(secret("u")),
                Optional.of(secret("p"))),
            new GitHub(
                "example/data",
                secret("t"),
                List.of("dataflow-sentinel"),
                URI.create("https://api.github.com")),
            new GitHub(
                "example/data",
                secret("t"),
                List.of(),
                URI.create("https://git.example.com/api/v3")),
            new Stdout(false),
            new Stdout(true));
  }

  @ParameterizedTest
  @CsvSource({
    "smtp.example.com:465, true, TLS",
    "smtp.example.com:465, false, TLS",
    "smtp.example.com:587, true, STARTTLS",
    "127.0.0.1:25, false, NONE",
    "'[::1]:25', false, NONE",
  })
  void encryptsMailByPortAndRequirement(String host, boolean required, Email.Security security) {
    String mail =
        "  email_configs: [{to: a@example.com, from: b@example.com, smarthost: '%s', require_tls: %s}]\n";
    Email email = (Email) channels(mail.formatted(host, required)).get(0);
    assertThat(email.security()).isEqualTo(security);
    assertThat(host).contains(email.host()).endsWith(":" + email.port());
  }

  @Test
  void takesFromGlobalWhatAMailDoesNotSay() throws IOException {
    Files.writeString(folder.resolve("config/ca.pem"), "x");
    String global =
        """
        global:
          smtp_smarthost: smtp.example.com:25
          smtp_from: sentinel@example.com
          smtp_auth_username: sentinel
          smtp_auth_password: pl4nted
          smtp_require_tls: false
          slack_api_url: https://hooks.example.com/services/pl4nted
          pagerduty_url: https://eu.example.com/v2/enqueue
          external_url: https://data.example.com/
          runbook_url: https://wiki.example.com/x
          digest_above: 9
        """;
    AlertSettings settings =
        alerts.read(
            global
                + ROUTE
                + """
                receivers:
                - name: all
                  email_configs:
                  - to: a@example.com, b@example.com
                  - to: [c@example.com]
                    smarthost: mail.example.com:587
                    from: d@example.com
                    auth_username: other
                    auth_password: w0rd
                    require_tls: true
                    tls_config: {ca_file: ca.pem}
                  slack_configs: [{}]
                  pagerduty_configs: [{routing_key: r}]
                """);
    assertThat(settings.receivers().get(0).sends())
        .extracting(Send::settings)
        .containsExactly(
            new Email(
                "smtp.example.com",
                25,
                Email.Security.NONE,
                Optional.of(secret("sentinel")),
                Optional.of(secret("pl4nted")),
                "sentinel@example.com",
                List.of("a@example.com", "b@example.com"),
                Optional.empty()),
            new Email(
                "mail.example.com",
                587,
                Email.Security.STARTTLS,
                Optional.of(secret("other")),
                Optional.of(secret("w0rd")),
                "d@example.com",
                List.of("c@example.com"),
                Optional.of(folder.resolve("config/ca.pem").toAbsolutePath())),
            new SlackWebhook(secret(HOOK)),
            new PagerDuty(secret("r"), URI.create("https://eu.example.com/v2/enqueue")));
    assertThat(settings.globals())
        .isEqualTo(
            new AlertGlobals(
                Optional.of(URI.create("https://data.example.com")),
                Optional.of(URI.create("https://wiki.example.com/x")),
                9));
    assertThat(settings.warnings())
        .containsExactly(
            alerts.path()
                + ":16: require_tls: false sends the password to another machine in the clear");
  }

  @Test
  void fillsVariablesAndRemembersWhatWasSecretInThem() throws IOException {
    Files.writeString(
        folder.resolve(".env"), "TOKEN=pl4nted-token\nCHANNEL='#data'\nHOST=a.example.com\n");
    alerts.set("TOKEN", "pl4nted-real");
    AlertSettings settings =
        alerts.read(
            ROUTE
                + """
                receivers:
                - name: all
                  slack_configs:
                  - {bot_token: "xoxb-${TOKEN}", channel: "${CHANNEL}"}
                  webhook_configs: [{url: "https://${HOST}/x"}]
                """);
    assertThat(settings.receivers().get(0).sends())
        .extracting(Send::settings)
        .containsExactly(
            new SlackBot(secret("xoxb-pl4nted-real"), "#data", URI.create("https://slack.com/api")),
            new Webhook(secret("https://a.example.com/x"), Optional.empty()));
    assertThat(settings.secrets())
        .containsExactlyInAnyOrder(
            "pl4nted-real", "xoxb-pl4nted-real", "a.example.com", "https://a.example.com/x");
    assertThat(settings.toString()).doesNotContain("pl4nted");
  }

  @Test
  void takesADoubledDollarForOne() {
    Route below =
        alerts
            .read(
                "route: {receiver: all, routes: [{matchers: ['source=\"$${A}$\"']}]}\n"
                    + "receivers: [{name: all}]\n")
            .routes()
            .all()
            .get(1);
    assertThat(below.matchers()).hasToString("source=\"${A}$\"");
  }

  @Test
  void readsSecretsFromFilesBesideTheAlertsFile() throws IOException {
    Files.writeString(folder.resolve("config/hook"), HOOK + "\n");
    Path elsewhere = Files.writeString(folder.resolve("key"), "\tpl4nted-key \n");
    alerts.set("KEY_FILE", elsewhere.toString());
    AlertSettings settings =
        alerts.read(
            ROUTE
                + "receivers:\n- name: all\n  slack_configs: [{api_url_file: hook}]\n"
                + "  pagerduty_configs: [{routing_key_file: '${KEY_FILE}'}]\n");
    assertThat(settings.receivers().get(0).sends())
        .extracting(Send::settings)
        .containsExactly(
            new SlackWebhook(secret(HOOK)),
            new PagerDuty(
                secret("pl4nted-key"), URI.create("https://events.pagerduty.com/v2/enqueue")));
    assertThat(settings.secrets()).containsExactly(HOOK, "pl4nted-key");
  }

  @Test
  void keepsWhatAReceiverWants() {
    List<Receiver> receivers =
        alerts
            .read(
                """
                route: {receiver: a, routes: [{receiver: b, matchers: [scope = x]}]}
                receivers:
                - {name: a, stdout_configs: [{send_resolved: false}]}
                - {name: b, on_ledger_failure: true, success: on-change}
                """)
            .receivers();
    assertThat(receivers)
        .containsExactly(
            new Receiver("a", List.of(new Send(new Stdout(false), false)), false, Success.NEVER),
            new Receiver("b", List.of(), true, Success.ON_CHANGE));
  }

  @Test
  void tellsTheFirstRoutesReceiverOfTheLedgerWhereNobodySays() {
    AlertSettings settings =
        alerts.read(
            "route: {receiver: b, routes: [{receiver: a, matchers: [scope = x]}]}\n"
                + "receivers: [{name: a}, {name: b}]\n");
    assertThat(settings.receiver("a")).map(Receiver::onLedgerFailure).contains(false);
    assertThat(settings.receiver("b")).map(Receiver::onLedgerFailure).contains(true);
    assertThat(settings.receiver("c")).isEmpty();
  }

  @Test
  void warnsOfWhatIsNoMistakeForSure() {
    assertThat(
            alerts
                .read(
                    """
                    route:
                      receiver: a
                      group_by: [instrumnt]
                      routes:
                      - matchers: [severty = critical, severity = criticl, "severity =~ crit.*"]
                    receivers:
                    - name: a
                      slack_configs: [{api_url: "https://hooks.example.com/x", channel: "#a"}]
                    - name: b
                    time_intervals:
                    - name: t
                      time_intervals: [{}]
                    """)
                .warnings())
        .extracting(line -> line.replace(alerts.path() + ":", ""))
        .containsExactly(
            "3: no incident has the label \"instrumnt\". Did you mean \"instrument\"?",
            "5: no incident has the label \"severty\". Did you mean \"severity\"?",
            "5: no incident has the severity \"criticl\". Did you mean \"critical\"?",
            "8: channel is not used: a webhook posts to the one it was made for",
            "9: no route names the receiver \"b\"",
            "11: no route names the time interval \"t\"",
            "12: without times, days or an exchange this is always");
  }

  @Test
  void readsTheShippedExampleWithoutAWarning() throws IOException {
    String example = Files.readString(Path.of("../config/alerts.example.yaml"));
    for (MatchResult name :
        Pattern.compile("\\$\\{([A-Z_]{2,})}").matcher(example).results().toList()) {
      String value = name.group(1).endsWith("_URL") ? HOOK : "a@example.com";
      alerts.set(name.group(1), value);
    }
    AlertSettings settings = alerts.read(example);
    assertThat(settings.warnings()).isEmpty();
    TreeSet<String> kinds = new TreeSet<>();
    settings
        .receivers()
        .forEach(r -> r.sends().forEach(s -> kinds.add(s.settings().getClass().getSimpleName())));
    assertThat(kinds)
        .containsExactly(
            "Alertmanager",
            "Discord",
            "Email",
            "GitHub",
            "PagerDuty",
            "SlackBot",
            "SlackWebhook",
            "Stdout",
            "Teams",
            "Webhook");
    Instant night = Instant.parse("2026-03-06T23:00:00Z");
    assertThat(settings.routes().routed(Map.of("severity", "warning"), night).get(0).muted())
        .isPresent();
    assertThat(
            settings
                .routes()
                .routed(
                    Map.of(
                        "severity", "critical",
                        "environment", "production",
                        "exchange", "XNYS",
                        "class", "refused"),
                    night))
        .extracting(Routed::receiver)
        .containsExactly("pager", "trading-hours", "tickets");
  }

  @Test
  void readsTheExamplesOfThePage() throws IOException {
    List<String> examples =
        Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
            .matcher(Files.readString(Path.of("../docs/ALERTS.md")))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(examples).hasSize(3);
    alerts.set("SLACK_WEBHOOK_URL", HOOK);
    assertThat(alerts.read(examples.get(0)).warnings()).isEmpty();
    String first = examples.get(0);
    assertThat(alerts.read(first + examples.get(1)).inhibitions().rules()).hasSize(1);
    assertThat(alerts.read(first + examples.get(2)).windows().names())
        .containsExactly("nights", "quiet-days");
  }

  @Test
  void namesEveryVariableOfTheExampleThatIsNotSet() throws IOException {
    String example = Files.readString(Path.of("../config/alerts.example.yaml"));
    assertThatThrownBy(() -> alerts.read(example))
        .hasMessageContaining("SLACK_WEBHOOK_URL is not set")
        .hasMessageContaining("EMAIL_PASS is not set")
        .hasMessageContaining("ALERT_WEBHOOK_SECRET is not set");
  }

  @Test
  void readsTheHolidaysThatAreExportedForAlertmanager() {
    var calendar = new Calendars(Optional.empty()).find("XNYS").orElseThrow();
    String intervals =
        TimeIntervals.text(
            new CalendarDays(
                calendar, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), Instant.MAX));
    TimeWindows windows = alerts.read(ROUTE + "receivers: [{name: all}]\n" + intervals).windows();
    for (String day : List.of("2026-11-26T17:00:00Z", "2026-11-27T04:59:59Z")) {
      assertThat(windows.covers("XNYS holidays", Instant.parse(day))).contains(true);
    }
    assertThat(windows.covers("XNYS holidays", Instant.parse("2026-11-27T05:00:00Z")))
        .contains(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "route: [",
        "route: &a {receiver: *a}\nreceivers: [{name: x}]\n",
        "route: {receiver: {a: b}}\nreceivers: {a: b}\n",
        "route: null\nreceivers: null\ntime_intervals: null\n",
        "? [a]\n: b\nroute: {}\nreceivers: []\n",
        "route: {receiver: a, receiver: b}\nreceivers: [{name: a}, {name: b}]\n",
        "route: {receiver: a, routes: [[], null, 3, {routes: 4}]}\nreceivers: [null, 7, [], {}]\n",
        "route: !!java.net.URL [\"http://127.0.0.1\"]\nreceivers: [{name: !!int x}]\n",
        "%YAML 9.9\n---\nroute: {}\n",
        "route: {receiver: \"\\u0000\\e[31m\"}\nreceivers: [{name: \"\\e[31m\"}]\n",
        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n",
      })
  void refusesHostileFilesWithProblemsThatSteerNoTerminal(String text) {
    assertThatThrownBy(() -> alerts.read(text))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e ->
                assertThat(e.problems())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith(alerts.path() + ":"))
                    .noneMatch(line -> line.matches(".*\\p{Cntrl}.*")));
  }

  @Test
  void refusesNestingWithoutEnd() {
    String deep = "route: " + "{routes: [".repeat(5000) + "]}".repeat(5000) + "\nreceivers: []\n";
    assertThatThrownBy(() -> alerts.read(deep)).isInstanceOf(InvalidFileException.class);
  }

  @Test
  void findsTheFileBesideTheSettingsOrTheNamedOne() throws IOException {
    alerts.read(ROUTE + "receivers: [{name: all}]\n");
    assertThat(alerts.found().receivers()).extracting(Receiver::name).containsExactly("all");
    Files.writeString(
        folder.resolve("other.yaml"), "route: {receiver: o}\nreceivers: [{name: o}]\n");
    alerts.set("SENTINEL_ALERTS", "other.yaml");
    assertThat(alerts.found().receivers()).extracting(Receiver::name).containsExactly("o");
    alerts.set("SENTINEL_ALERTS", "none.yaml");
    assertThatThrownBy(() -> alerts.found())
        .hasMessageContaining("SENTINEL_ALERTS: there is no file " + folder.resolve("none.yaml"))
        .hasMessageContaining("looked in ");
  }

  @Test
  void mailsEverythingToTheMailboxOfTheVariables() {
    alerts
        .set("EMAIL_USER", "sentinel@example.com")
        .set("EMAIL_PASS", "pl4nted")
        .set("EMAIL_TO", "a@example.com, b@example.com")
        .set("SENTINEL_SUCCESS_MESSAGES", "always");
    AlertSettings settings = alerts.found();
    assertThat(settings.receivers())
        .containsExactly(
            new Receiver(
                "email",
                List.of(
                    new Send(
                        new Email(
                            "smtp.gmail.com",
                            465,
                            Email.Security.TLS,
                            Optional.of(secret("sentinel@example.com")),
                            Optional.of(secret("pl4nted")),
                            "sentinel@example.com",
                            List.of("a@example.com", "b@example.com"),
                            Optional.empty()),
                        true)),
                true,
                Success.ALWAYS));
    assertThat(settings.routes().routed(Map.of("severity", "info"), Instant.EPOCH))
        .extracting(Routed::receiver, Routed::muted)
        .containsExactly(tuple("email", Optional.empty()));
    assertThat(settings.secrets()).containsExactly("pl4nted");
    alerts
        .set("EMAIL_HOST", "mail.example.com")
        .set("EMAIL_PORT", "587")
        .set("EMAIL_FROM", "from@example.com");
    Email other = (Email) alerts.found().receivers().get(0).sends().get(0).settings();
    assertThat(other.host()).isEqualTo("mail.example.com");
    assertThat(other.security()).isEqualTo(Email.Security.STARTTLS);
    assertThat(other.from()).isEqualTo("from@example.com");
  }

  @Test
  void tellsNobodyWithoutAFileAndVariables() {
    AlertSettings settings = alerts.found();
    assertThat(settings.receivers()).isEmpty();
    assertThat(settings.routes().routed(Map.of(), Instant.EPOCH))
        .extracting(Routed::receiver)
        .containsExactly("nobody");
  }

  @Test
  void refusesHalfAMailbox() throws IOException {
    Files.writeString(folder.resolve(".env"), "EMAIL_USER=a@example.com\n");
    alerts.set("EMAIL_PASS", "pl4nted");
    assertThatThrownBy(() -> alerts.found())
        .hasMessage(
            "EMAIL_TO is not set or empty, but EMAIL_USER (%1$s/.env:1) and EMAIL_PASS"
                    .formatted(folder)
                + " (environment) are; EMAIL_USER, EMAIL_PASS and EMAIL_TO make a mailbox together."
                + " Set all or none; looked in %1$s/.env, %1$s/.env.local (not there), the environment"
                    .formatted(folder));
    alerts.set("EMAIL_PASS", "");
    assertThatThrownBy(() -> alerts.found())
        .hasMessageStartingWith("EMAIL_PASS and EMAIL_TO are not set or empty, but EMAIL_USER");
  }

  @Test
  void needsASenderWhereTheUserIsNoAddress() {
    alerts.set("EMAIL_USER", "apikey").set("EMAIL_PASS", "p").set("EMAIL_TO", "a@example.com");
    assertThatThrownBy(() -> alerts.found())
        .hasMessage(
            "EMAIL_FROM is not set, and EMAIL_USER is no e-mail address to send from. Set it");
  }
}
