package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.channel.ChannelSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A list of a receiver: its key, how an entry is read, and what only Alertmanager reads in it. */
enum ChannelKind {
  EMAIL("email_configs", (readers, fields) -> readers.email(fields), Map.of()),
  SLACK("slack_configs", (readers, fields) -> readers.channels().slack(fields), slack()),
  DISCORD(
      "discord_configs",
      (readers, fields) -> readers.channels().discord(fields),
      layout("title", "message", "content", "username", "avatar_url")),
  TEAMS(
      "msteamsv2_configs",
      (readers, fields) -> readers.channels().teams(fields),
      layout("title", "text")),
  PAGER_DUTY(
      "pagerduty_configs", (readers, fields) -> readers.channels().pagerDuty(fields), pagerDuty()),
  WEBHOOK(
      "webhook_configs",
      (readers, fields) -> readers.channels().webhook(fields),
      Map.of("max_alerts", "leave it out", "timeout", "leave it out")),
  ALERTMANAGER(
      "alertmanager_configs",
      (readers, fields) -> readers.channels().alertmanager(fields),
      Map.of()),
  GITHUB("github_configs", (readers, fields) -> readers.channels().gitHub(fields), Map.of()),
  STDOUT("stdout_configs", (readers, fields) -> readers.channels().stdout(fields), Map.of());

  /** What reads entries. */
  record Readers(EmailReader emails, ChannelReader channels) {
    Optional<ChannelSettings> email(Fields fields) {
      return emails.read(fields).map(email -> email);
    }
  }

  private final String key;
  private final BiFunction<Readers, Fields, Optional<ChannelSettings>> read;
  private final Map<String, String> insteads;

  ChannelKind(
      String key,
      BiFunction<Readers, Fields, Optional<ChannelSettings>> read,
      Map<String, String> insteads) {
    this.key = key;
    this.read = read;
    this.insteads = insteads;
  }

  String key() {
    return key;
  }

  /** Empty, with problems, when something is wrong with the entry. */
  Optional<Send> read(Readers readers, Fields fields) {
    boolean sendResolved = fields.flag("send_resolved").orElse(true);
    Optional<ChannelSettings> settings = read.apply(readers, fields);
    if (this != EMAIL) { // has said so itself
      Map<String, String> all = new HashMap<>(insteads);
      all.put("http_config", "leave it out");
      fields.finish(all);
    }
    return settings.map(each -> new Send(each, sendResolved));
  }

  private static Map<String, String> layout(String... keys) {
    Map<String, String> insteads = new HashMap<>();
    for (String key : keys) {
      insteads.put(key, "messages have one layout; leave it out");
    }
    return insteads;
  }

  private static Map<String, String> slack() {
    Map<String, String> insteads =
        layout(
            "title",
            "title_link",
            "text",
            "pretext",
            "fallback",
            "color",
            "username",
            "icon_emoji",
            "icon_url",
            "fields",
            "actions",
            "footer",
            "callback_id",
            "short_fields",
            "image_url",
            "thumb_url",
            "mrkdwn_in",
            "link_names",
            "message_text");
    insteads.put("app_token", "write bot_token");
    insteads.put("app_token_file", "write bot_token_file");
    insteads.put("app_url", "write slack_api, without /chat.postMessage");
    insteads.put("update_message", "with bot_token messages are updated anyway; leave it out");
    return insteads;
  }

  private static Map<String, String> pagerDuty() {
    Map<String, String> insteads =
        layout(
            "client",
            "client_url",
            "description",
            "severity",
            "details",
            "images",
            "links",
            "source",
            "component",
            "group",
            "class");
    insteads.put("service_key", "write routing_key, of an integration with Events API v2");
    insteads.put("service_key_file", "write routing_key_file, of Events API v2");
    return insteads;
  }
}
