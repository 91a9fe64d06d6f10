package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Says of an answer whether the message was taken, is worth another try, or never will be. */
final class Outcomes {
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(410, "Gone"),
          Map.entry(413, "Content Too Large"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(425, "Too Early"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final String key;
  private final RetryAfter retryAfter;

  /**
   * For one kind of channel.
   *
   * @param key under which its settings stand
   */
  Outcomes(String key, Clock clock) {
    this.key = key;
    this.retryAfter = new RetryAfter(clock);
  }

  /** By the status alone; what was taken has no reference. */
  Delivery of(HttpReply reply) {
    if (reply instanceof HttpReply.Answer answer) {
      return answer.taken() ? Delivery.sent() : problem(answer);
    }
    Delivery outcome = ((HttpReply.None) reply).outcome();
    return outcome instanceof Delivery.Refused refused ? refused(refused.why()) : outcome;
  }

  private Delivery problem(HttpReply.Answer answer) {
    int status = answer.status();
    String named = "HTTP " + status + phrase(status);
    if (passing(status)) {
      return new Delivery.Failed(named, retryAfter.of(answer));
    }
    return refused(named + ": " + meaning(status));
  }

  /** A refusal that says where to look. */
  Delivery refused(String why) {
    return new Delivery.Refused(why + "; look at " + key + " in config/alerts.yaml");
  }

  /** As {@link #of}, when the other side says it is asked too often in its own way. */
  Delivery tooOften(HttpReply.Answer answer, Optional<Duration> after) {
    return new Delivery.Failed(
        "HTTP " + answer.status() + phrase(answer.status()) + ": asked too often",
        retryAfter.of(answer).or(() -> after));
  }

  private static String phrase(int status) {
    return Optional.ofNullable(PHRASES.get(status)).map(phrase -> " " + phrase).orElse("");
  }

  /** Whether the same request may fare better later. */
  private static boolean passing(int status) {
    return status == 408 || status == 425 || status == 429 || status < 200 || status >= 500;
  }

  private static String meaning(int status) {
    if (status < 400) {
      return "redirects are not followed";
    }
    return switch (status) {
      case 401, 403 -> "the address or the token has no right to send there";
      case 404, 410 -> "the address is not known there";
      case 413 -> "the message is too large for it";
      default -> "the message is not what is expected there";
    };
  }
}
