package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.util.Optional;

/**
 * Microsoft Teams over a Workflows flow. The flow takes a message before Teams has it, so that what
 * fails within the flow is seen in the flow's history only.
 */
final class TeamsChannel implements Channel {
  private final ChannelSettings.Teams settings;
  private final Templates templates;
  private final HttpCaller http;
  private final Outcomes outcomes;

  TeamsChannel(ChannelSettings.Teams settings, Templates templates, HttpCaller http, Clock clock) {
    this.settings = settings;
    this.templates = templates;
    this.http = http;
    this.outcomes = new Outcomes("msteamsv2_configs", clock);
  }

  @Override
  public String type() {
    return "teams";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    String body = new TeamsBody(message, templates).json();
    return outcomes.of(http.call(HttpCall.send("POST", settings.url().reveal(), body)));
  }
}
