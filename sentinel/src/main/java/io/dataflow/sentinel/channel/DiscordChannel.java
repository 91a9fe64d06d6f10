package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Discord over a webhook. */
final class DiscordChannel implements Channel {
  private final ChannelSettings.Discord settings;
  private final Templates templates;
  private final HttpCaller http;
  private final Outcomes outcomes;

  DiscordChannel(
      ChannelSettings.Discord settings, Templates templates, HttpCaller http, Clock clock) {
    this.settings = settings;
    this.templates = templates;
    this.http = http;
    this.outcomes = new Outcomes("discord_configs", clock);
  }

  @Override
  public String type() {
    return "discord";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    Object body = new DiscordBody(message, templates).json();
    HttpReply reply = http.call(HttpCall.post(url(), body));
    return reply instanceof HttpReply.Answer answer && answer.status() == 429
        ? outcomes.tooOften(answer, after(answer))
        : outcomes.of(reply);
  }

  /** With {@code wait} Discord says whether the message was written, not only that it was read. */
  private String url() {
    String url = settings.url().reveal();
    return url + (url.contains("?") ? "&" : "?") + "wait=true";
  }

  private static Optional<Duration> after(HttpReply.Answer answer) {
    return answer
        .object()
        .flatMap(object -> Optional.ofNullable(object.get("retry_after")))
        .map(String::valueOf)
        .or(() -> answer.header("X-RateLimit-Reset-After"))
        .flatMap(RetryAfter::seconds);
  }
}
