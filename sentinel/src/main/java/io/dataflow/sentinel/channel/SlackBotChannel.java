package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slack with a bot's token: the first message of a thread is kept up to date in place, so that a
 * channel shows what is wrong now. A change of an old message calls nobody, so a reminder is an
 * answer to it.
 *
 * <p>Slack answers 200 also when it refuses, with the reason in the body.
 */
final class SlackBotChannel implements Channel {
  /** Reasons that pass by themselves. */
  private static final Set<String> PASSING =
      Set.of(
          "fatal_error",
          "internal_error",
          "message_limit_exceeded",
          "org_login_required",
          "rate_limited",
          "ratelimited",
          "request_timeout",
          "rollup_error",
          "service_unavailable",
          "team_added_to_org",
          "update_failed");

  /** Reasons why the first message cannot be changed, though a new one can be written. */
  private static final Set<String> OLD_ONE_IS_GONE =
      Set.of("cant_update_message", "edit_window_closed", "message_not_found", "thread_not_found");

  private final ChannelSettings.SlackBot settings;
  private final Templates templates;
  private final HttpCaller http;
  private final Outcomes outcomes;

  SlackBotChannel(
      ChannelSettings.SlackBot settings, Templates templates, HttpCaller http, Clock clock) {
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
    Optional<String[]> first =
        reference.filter(r -> r.matches("[A-Z0-9]+ [0-9.]+")).map(r -> r.split(" "));
    if (first.isPresent()) {
      HttpReply reply = later(message, first.get()[0], first.get()[1]);
      if (!OLD_ONE_IS_GONE.contains(error(reply))) {
        Delivery outcome = outcome(reply);
        return outcome instanceof Delivery.Sent ? new Delivery.Sent(reference) : outcome;
      }
    }
    Map<String, Object> body = body(message);
    body.put("channel", settings.channel());
    return outcome(ask("chat.postMessage", body));
  }

  private HttpReply later(Message message, String channel, String ts) {
    Map<String, Object> body = body(message);
    body.put("channel", channel);
    if (message.kind() == Message.Kind.REMINDER) {
      body.put("thread_ts", ts);
      body.put("reply_broadcast", true);
      return ask("chat.postMessage", body);
    }
    body.put("ts", ts);
    return ask("chat.update", body);
  }

  private Map<String, Object> body(Message message) {
    return new SlackBody(message, templates).json();
  }

  private HttpReply ask(String method, Map<String, Object> body) {
    String base = settings.api().toString().replaceFirst("/+$", "");
    return http.call(
        HttpCall.post(base + "/" + method, body)
            .with("Authorization", "Bearer " + settings.token().reveal()));
  }

  private Delivery outcome(HttpReply reply) {
    if (!(reply instanceof HttpReply.Answer answer) || !answer.taken()) {
      return outcomes.of(reply);
    }
    Optional<Map<?, ?>> object = answer.object();
    if (object.isEmpty()) {
      return Delivery.failed("what was answered is not Slack's: no JSON object");
    }
    if (Boolean.TRUE.equals(object.get().get("ok"))) {
      return new Delivery.Sent(reference(object.get()));
    }
    String error = error(reply);
    if (error.equals("rate_limited") || error.equals("ratelimited")) {
      return outcomes.tooOften(answer, Optional.empty());
    }
    return PASSING.contains(error)
        ? Delivery.failed("Slack says " + error)
        : outcomes.refused("Slack says " + error);
  }

  private static Optional<String> reference(Map<?, ?> answer) {
    return Optional.of(answer.get("channel") + " " + answer.get("ts"))
        .filter(reference -> reference.matches("[A-Z0-9]{1,40} [0-9.]{1,40}"));
  }

  /** Slack's word for what is wrong; empty when there is none. */
  private static String error(HttpReply reply) {
    if (reply instanceof HttpReply.Answer answer && answer.taken()) {
      return answer
          .object()
          .map(object -> String.valueOf(object.get("error")))
          .filter(error -> error.matches("[a-z_]{1,60}"))
          .orElse("");
    }
    return "";
  }
}
