package io.dataflow.sentinel.channel;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Function;

/** Makes channels of their settings. Opens nothing. */
public final class Channels {
  private final Templates templates;
  private final HttpCaller http;
  private final Clock clock;
  private final PrintWriter out;
  private final Function<ChannelSettings.Email, Channel> email;

  /**
   * Holds what channels share.
   *
   * @param out where {@link ChannelSettings.Stdout} writes
   * @param email makes the channel that does not speak HTTP
   */
  public Channels(
      Templates templates,
      HttpCaller http,
      Clock clock,
      PrintWriter out,
      Function<ChannelSettings.Email, Channel> email) {
    this.templates = templates;
    this.http = http;
    this.clock = clock;
    this.out = out;
    this.email = email;
  }

  public Channel of(ChannelSettings settings) {
    if (settings instanceof ChannelSettings.Email mail) {
      return email.apply(mail);
    }
    if (settings instanceof ChannelSettings.SlackWebhook slack) {
      return new SlackWebhookChannel(slack, templates, http, clock);
    }
    if (settings instanceof ChannelSettings.SlackBot slack) {
      return new SlackBotChannel(slack, templates, http, clock);
    }
    if (settings instanceof ChannelSettings.Discord discord) {
      return new DiscordChannel(discord, templates, http, clock);
    }
    if (settings instanceof ChannelSettings.Teams teams) {
      return new TeamsChannel(teams, templates, http, clock);
    }
    if (settings instanceof ChannelSettings.PagerDuty pagerDuty) {
      return new PagerDutyChannel(pagerDuty, templates, http, clock);
    }
    if (settings instanceof ChannelSettings.Alertmanager alertmanager) {
      return new AlertmanagerChannel(alertmanager, http, clock);
    }
    if (settings instanceof ChannelSettings.Webhook webhook) {
      return new WebhookChannel(webhook, templates, http, clock);
    }
    if (settings instanceof ChannelSettings.GitHub github) {
      return new GitHubChannel(github, templates, http, clock);
    }
    return new StdoutChannel((ChannelSettings.Stdout) settings, templates, out);
  }
}
