package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.util.Optional;

/** Slack over an incoming webhook, which can neither change nor answer an earlier message. */
final class SlackWebhookChannel implements Channel {
  private final ChannelSettings.SlackWebhook settings;
  private final Templates templates;
  private final HttpCaller http;
  private final Outcomes outcomes;

  SlackWebhookChannel(
      ChannelSettings.SlackWebhook settings, Templates templates, HttpCaller http, Clock clock) {
    this.settings = settings;
    this.templates = templates;
    this.http = http;
    this.outcomes = new Outcomes("slack_configs", clock);
  }

  @Override
  public String type() {
    return "slack";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    Object body = new SlackBody(message, templates).json();
    return outcomes.of(http.call(HttpCall.post(settings.url().reveal(), body)));
  }
}
