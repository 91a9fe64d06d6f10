package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and how one channel sends, as {@code config/alerts.yaml} says it. Addresses that let
 * whoever knows them write are secrets.
 */
public sealed interface ChannelSettings {

  /** E-mail over SMTP. */
  record Email(
      String host,
      int port,
      Security security,
      Optional<Secret> username,
      Optional<Secret> password,
      String from,
      List<String> to,
      Optional<Path> caFile)
      implements ChannelSettings {
    /** How the connection is kept from others' eyes. */
    public enum Security {
      /** Not at all: for a server on this machine. */
      NONE,
      /** In the clear at first; refused when the server does not offer encryption. */
      STARTTLS,
      /** Encrypted from the first byte. */
      TLS
    }

    public Email {
      to = List.copyOf(to);
    }
  }

  /** Slack, over an incoming webhook: each message is a new one. */
  record SlackWebhook(Secret url) implements ChannelSettings {}

  /**
   * Slack, with a bot's token: the first message of a thread is updated in place.
   *
   * @param channel id or name, {@code #alerts}
   * @param api base address, {@code https://slack.com/api}
   */
  record SlackBot(Secret token, String channel, URI api) implements ChannelSettings {}

  record Discord(Secret url) implements ChannelSettings {}

  /** Microsoft Teams, over the address of a Workflows flow. */
  record Teams(Secret url) implements ChannelSettings {}

  /**
   * PagerDuty, Events API version 2.
   *
   * @param url {@code https://events.pagerduty.com/v2/enqueue}
   */
  record PagerDuty(Secret routingKey, URI url) implements ChannelSettings {}

  /**
   * A Prometheus Alertmanager.
   *
   * @param url its base address; alerts go to {@code /api/v2/alerts} below it
   */
  record Alertmanager(Secret url, Optional<Secret> username, Optional<Secret> password)
      implements ChannelSettings {}

  /**
   * Anybody who takes Alertmanager's webhook body.
   *
   * @param hmacSecret signs each body when it is there
   */
  record Webhook(Secret url, Optional<Secret> hmacSecret) implements ChannelSettings {}

  /**
   * Issues of a GitHub repository.
   *
   * @param repository {@code owner/name}
   * @param api base address, {@code https://api.github.com}
   */
  record GitHub(String repository, Secret token, List<String> labels, URI api)
      implements ChannelSettings {
    public GitHub {
      labels = List.copyOf(labels);
    }
  }

  /**
   * The terminal, or the log of a CI job.
   *
   * @param json a line of JSON a message instead of text
   */
  record Stdout(boolean json) implements ChannelSettings {}
}
