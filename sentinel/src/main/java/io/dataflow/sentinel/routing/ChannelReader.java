package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.ChannelSettings.Alertmanager;
import io.dataflow.sentinel.channel.ChannelSettings.Discord;
import io.dataflow.sentinel.channel.ChannelSettings.GitHub;
import io.dataflow.sentinel.channel.ChannelSettings.PagerDuty;
import io.dataflow.sentinel.channel.ChannelSettings.SlackBot;
import io.dataflow.sentinel.channel.ChannelSettings.SlackWebhook;
import io.dataflow.sentinel.channel.ChannelSettings.Stdout;
import io.dataflow.sentinel.channel.ChannelSettings.Teams;
import io.dataflow.sentinel.channel.ChannelSettings.Webhook;
import io.dataflow.sentinel.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one entry of each kind of {@code ..._configs} but e-mail; empty with problems. */
final class ChannelReader {
  private static final URI SLACK = URI.create("https://slack.com/api");
  private static final URI GITHUB = URI.create("https://api.github.com");
  private static final String LABEL = "dataflow-sentinel";
  private static final String REPOSITORY = "[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}";

  private final Reading reading;
  private final Defaults defaults;

  ChannelReader(Reading reading, Defaults defaults) {
    this.reading = reading;
    this.defaults = defaults;
  }

  /** A bot where {@code bot_token} stands, else an incoming webhook. */
  Optional<ChannelSettings> slack(Fields fields) {
    return fields.hasSecret("bot_token") ? slackBot(fields) : slackWebhook(fields);
  }

  private Optional<ChannelSettings> slackBot(Fields fields) {
    if (fields.hasSecret("api_url")) {
      reading.problem(
          fields.at(), "api_url and bot_token stand here both. Keep the webhook or the bot");
    }
    fields.mapping().require("channel");
    Optional<Secret> token = fields.secret("bot_token");
    Optional<String> channel =
        text(
            fields, "channel", "[^\\p{Cntrl}\\s]{1,100}", "a channel's id or name such as #alerts");
    URI api = fields.address("slack_api").orElse(SLACK);
    return token.flatMap(t -> channel.map(c -> new SlackBot(t, c, api)));
  }

  private Optional<ChannelSettings> slackWebhook(Fields fields) {
    boolean hook = fields.hasSecret("api_url");
    if (fields.has("channel")) {
      reading.warning(
          fields.at(), "channel is not used: a webhook posts to the one it was made for");
    }
    if (fields.has("slack_api")) {
      reading.problem(fields.at(), "slack_api belongs to bot_token, not to a webhook");
    }
    if (!hook && defaults.slackUrl().isEmpty()) {
      reading.problem(
          fields.at(),
          "the key \"api_url\" (or \"api_url_file\" or \"bot_token\") is missing here, and"
              + " slack_api_url in global");
    }
    Optional<Secret> url = hook ? fields.secretAddress("api_url") : defaults.slackUrl();
    return url.map(SlackWebhook::new);
  }

  Optional<ChannelSettings> discord(Fields fields) {
    return fields.requiredSecretAddress("webhook_url").map(Discord::new);
  }

  Optional<ChannelSettings> teams(Fields fields) {
    return fields.requiredSecretAddress("webhook_url").map(Teams::new);
  }

  Optional<ChannelSettings> pagerDuty(Fields fields) {
    Optional<Secret> key = fields.requiredSecret("routing_key");
    URI url = fields.address("url").orElse(defaults.pagerDutyUrl());
    return key.map(each -> new PagerDuty(each, url));
  }

  Optional<ChannelSettings> webhook(Fields fields) {
    Optional<Secret> url = fields.requiredSecretAddress("url");
    Optional<Secret> hmac = fields.secret("hmac_secret");
    return url.map(each -> new Webhook(each, hmac));
  }

  Optional<ChannelSettings> alertmanager(Fields fields) {
    Optional<Secret> url = fields.requiredSecretAddress("url");
    if (url.isPresent() && url.get().reveal().matches(".*/api/v[12].*")) {
      reading.problem(
          fields.at(), "url: the address of Alertmanager itself is wanted, without /api/v2/alerts");
    }
    Optional<Secret> username = Optional.empty();
    Optional<Secret> password = Optional.empty();
    Optional<Fields> auth = reading.section(fields.mapping(), "basic_auth");
    if (auth.isPresent()) {
      auth.get().mapping().require("username");
      username = EmailReader.username(auth.get(), "username");
      password = auth.get().requiredSecret("password");
      auth.get().finish(Map.of("username_file", "write username"));
    }
    Optional<Secret> user = username;
    Optional<Secret> word = password;
    return url.map(each -> new Alertmanager(base(each), user, word));
  }

  /** Without a slash at its end, so that a path can be appended. */
  private Secret base(Secret url) {
    return reading.secret(url.reveal().replaceFirst("/+$", ""));
  }

  Optional<ChannelSettings> gitHub(Fields fields) {
    fields.mapping().require("repository");
    Optional<String> repository =
        text(fields, "repository", REPOSITORY, "owner/name of a repository");
    Optional<Secret> token = fields.requiredSecret("token");
    List<String> labels =
        fields.has("labels")
            ? fields.each(
                "labels",
                "a label of 1 to 50 characters",
                label -> matching(label, "[^\\p{Cntrl},]{1,50}"))
            : List.of(LABEL);
    URI api = fields.address("api_url").orElse(GITHUB);
    return repository.flatMap(r -> token.map(t -> new GitHub(r, t, labels, api)));
  }

  Optional<ChannelSettings> stdout(Fields fields) {
    String format = text(fields, "format", "text|json", "one of text, json").orElse("text");
    return Optional.of(new Stdout(format.equals("json")));
  }

  private static Optional<String> text(Fields fields, String key, String form, String wanted) {
    return fields.parsed(key, wanted, text -> matching(text, form));
  }

  private static String matching(String text, String form) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException("another form");
    }
    return text;
  }
}
