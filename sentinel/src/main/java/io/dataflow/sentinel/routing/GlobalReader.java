package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.MailAddress;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.yaml.YamlMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code global}: what holds for all messages, and defaults of channels. */
final class GlobalReader {
  private static final Secret UNREADABLE = new Secret("unreadable");

  static final URI PAGER_DUTY = URI.create("https://events.pagerduty.com/v2/enqueue");

  private static final String ELSEWHERE =
      "hand the incidents to an Alertmanager that has it, with alertmanager_configs";
  private static final Map<String, String> INSTEADS =
      Map.ofEntries(
          Map.entry("resolve_timeout", "an incident ends when its data is there, never by time"),
          Map.entry("http_config", "leave it out"),
          Map.entry("smtp_hello", "leave it out"),
          Map.entry("smtp_auth_identity", "write smtp_auth_username and smtp_auth_password"),
          Map.entry("smtp_auth_secret", "write smtp_auth_username and smtp_auth_password"),
          Map.entry("slack_app_token", "write bot_token in slack_configs"),
          Map.entry("slack_app_token_file", "write bot_token_file in slack_configs"),
          Map.entry("slack_app_url", "write slack_api in slack_configs"),
          Map.entry("opsgenie_api_key", ELSEWHERE),
          Map.entry("opsgenie_api_key_file", ELSEWHERE),
          Map.entry("opsgenie_api_url", ELSEWHERE),
          Map.entry("victorops_api_key", ELSEWHERE),
          Map.entry("victorops_api_key_file", ELSEWHERE),
          Map.entry("victorops_api_url", ELSEWHERE),
          Map.entry("wechat_api_url", ELSEWHERE),
          Map.entry("wechat_api_secret", ELSEWHERE),
          Map.entry("wechat_api_corp_id", ELSEWHERE),
          Map.entry("telegram_api_url", ELSEWHERE),
          Map.entry("telegram_bot_token", ELSEWHERE),
          Map.entry("telegram_bot_token_file", ELSEWHERE),
          Map.entry("webex_api_url", ELSEWHERE),
          Map.entry("jira_api_url", ELSEWHERE),
          Map.entry("rocketchat_api_url", ELSEWHERE),
          Map.entry("rocketchat_token", ELSEWHERE),
          Map.entry("rocketchat_token_file", ELSEWHERE),
          Map.entry("rocketchat_token_id", ELSEWHERE),
          Map.entry("rocketchat_token_id_file", ELSEWHERE));

  /** Both halves of the section. */
  record Global(AlertGlobals globals, Defaults defaults) {}

  private GlobalReader() {}

  static Global read(Reading reading, YamlMapping top) {
    return reading
        .section(top, "global")
        .map(fields -> read(reading, fields))
        .orElseGet(() -> new Global(AlertGlobals.usual(), none()));
  }

  private static Global read(Reading reading, Fields fields) {
    Defaults defaults = defaults(reading, fields);
    AlertGlobals globals =
        new AlertGlobals(
            fields.address("external_url"),
            fields.address("runbook_url"),
            fields
                .parsed("digest_above", "a whole number from 1 to 1000", GlobalReader::count)
                .orElse(AlertGlobals.DIGEST_ABOVE));
    fields.finish(INSTEADS);
    return new Global(globals, defaults);
  }

  private static Defaults defaults(Reading reading, Fields fields) {
    Optional<HostPort> smarthost =
        fields.parsed("smtp_smarthost", HostPort.WANTED, HostPort::parse);
    Optional<String> from = fields.parsed("smtp_from", EmailReader.ADDRESS, MailAddress::parse);
    Optional<Secret> username = EmailReader.username(fields, "smtp_auth_username");
    Optional<Secret> password = fields.secret("smtp_auth_password");
    Optional<Secret> slack = fields.secretAddress("slack_api_url");
    return new Defaults(
        found(smarthost, fields.has("smtp_smarthost"), new HostPort("localhost", 25)),
        found(from, fields.has("smtp_from"), "nobody@localhost"),
        found(username, fields.has("smtp_auth_username"), UNREADABLE),
        found(password, fields.hasSecret("smtp_auth_password"), UNREADABLE),
        fields.flag("smtp_require_tls").orElse(true),
        EmailReader.caFile(reading, fields, "smtp_tls_config"),
        found(slack, fields.hasSecret("slack_api_url"), UNREADABLE),
        fields.address("pagerduty_url").orElse(PAGER_DUTY));
  }

  /**
   * What was found, or for a key with a problem something else: the problem ends the reading
   * anyway, and each channel need not say as well that nothing is there.
   */
  private static <T> Optional<T> found(Optional<T> found, boolean stands, T other) {
    return found.isPresent() || !stands ? found : Optional.of(other);
  }

  private static Integer count(String text) {
    int count = Integer.parseInt(text);
    if (count < 1 || count > 1000) {
      throw new IllegalArgumentException("out of range");
    }
    return count;
  }

  private static Defaults none() {
    return new Defaults(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        PAGER_DUTY);
  }
}
