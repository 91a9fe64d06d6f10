package io.dataflow.sentinel.channel;

import static io.dataflow.sentinel.channel.OtherSide.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All that may go wrong at the other side, and what is to come of it. */
enum Faults {
  HTTP_301(redirect(301), Outcome.REFUSED, "redirects are not followed"),
  HTTP_307(redirect(307), Outcome.REFUSED, "redirects are not followed"),
  HTTP_400(status(400), Outcome.REFUSED, "HTTP 400 Bad Request"),
  HTTP_401(status(401), Outcome.REFUSED, "HTTP 401 Unauthorized: the address or the token"),
  HTTP_403(status(403), Outcome.REFUSED, "HTTP 403 Forbidden: the address or the token"),
  HTTP_404(status(404), Outcome.REFUSED, "HTTP 404 Not Found: the address is not known there"),
  HTTP_408(status(408), Outcome.FAILED, "HTTP 408 Request Timeout"),
  HTTP_410(status(410), Outcome.REFUSED, "HTTP 410 Gone"),
  HTTP_413(status(413), Outcome.REFUSED, "HTTP 413 Content Too Large: the message is too large"),
  HTTP_422(status(422), Outcome.REFUSED, "HTTP 422 Unprocessable Content"),
  HTTP_425(status(425), Outcome.FAILED, "HTTP 425 Too Early"),
  HTTP_429(status(429), Outcome.FAILED, "HTTP 429 Too Many Requests"),
  HTTP_429_SECONDS(retryAfter(429, "17"), Duration.ofSeconds(17), "HTTP 429 Too Many Requests"),
  HTTP_429_DATE(
      retryAfter(429, "Sat, 07 Mar 2026 05:01:30 GMT"), Duration.ofSeconds(90), "HTTP 429"),
  HTTP_429_PAST(retryAfter(429, "Sat, 07 Mar 2026 04:00:00 GMT"), Duration.ZERO, "HTTP 429"),
  HTTP_429_FOR_EVER(retryAfter(429, "999999999"), Duration.ofHours(1), "HTTP 429"),
  HTTP_429_NONSENSE(retryAfter(429, "-5; soon"), Outcome.FAILED, "HTTP 429"),
  HTTP_500(status(500), Outcome.FAILED, "HTTP 500 Internal Server Error"),
  HTTP_503(retryAfter(503, "3"), Duration.ofSeconds(3), "HTTP 503 Service Unavailable"),
  HTTP_599(status(599), Outcome.FAILED, "HTTP 599"),
  SILENCE(OtherSide.silence(), Outcome.FAILED, "no whole answer within 300 ms"),
  DRIP(OtherSide.drip(), Outcome.FAILED, "no whole answer within 300 ms"),
  CUT_OFF(OtherSide.cutOff(), Outcome.FAILED, "the connection broke before the answer was"),
  CONNECTION_REFUSED(List.of("http://127.0.0.1:1"), "the connection was refused"),
  NO_SUCH_HOST(List.of("http://nowhere.invalid"), "the host was not found"),
  NO_JSON(OtherSide.text(200, "<html>"), Outcome.AS_READ, "what was answered is not"),
  HUGE(
      OtherSide.text(200, "{\"a\":\"" + "x".repeat(1 << 20)), Outcome.AS_READ, "what was answered");

  /** What a fault comes to. */
  enum Outcome {
    FAILED,
    REFUSED,
    /** Sent where the status says it all, failed where the answer is needed. */
    AS_READ
  }

  private final Optional<OtherSide.Reply> reply;
  private final Optional<String> base;
  private final Outcome outcome;
  private final Optional<Duration> after;
  private final String says;

  Faults(OtherSide.Reply reply, Outcome outcome, String says) {
    this.reply = Optional.of(reply);
    this.base = Optional.empty();
    this.outcome = outcome;
    this.after = Optional.empty();
    this.says = says;
  }

  Faults(OtherSide.Reply reply, Duration after, String says) {
    this.reply = Optional.of(reply);
    this.base = Optional.empty();
    this.outcome = Outcome.FAILED;
    this.after = Optional.of(after);
    this.says = says;
  }

  /** Nobody is there at all. */
  Faults(List<String> bases, String says) {
    this.reply = Optional.empty();
    this.base = Optional.of(bases.get(0));
    this.outcome = Outcome.FAILED;
    this.after = Optional.empty();
    this.says = says;
  }

  private static OtherSide.Reply retryAfter(int status, String value) {
    return status(status, "Retry-After", value);
  }

  /** To a place of the same server that answers with 200. */
  private static OtherSide.Reply redirect(int status) {
    return (exchange, asked) -> {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      OtherSide.send(exchange, asked.path().equals("/elsewhere") ? 200 : status, "");
    };
  }

  OtherSide.Reply reply() {
    return reply.orElse(status(200));
  }

  /** How long it is waited for: hardly, where nothing comes, and long enough else. */
  Duration patience() {
    return this == SILENCE || this == DRIP ? Duration.ofMillis(300) : Duration.ofSeconds(10);
  }

  String base(OtherSide other) {
    return base.orElse(other.base());
  }

  Class<? extends Delivery> outcome(boolean readsAnswer) {
    return switch (outcome) {
      case FAILED -> Delivery.Failed.class;
      case REFUSED -> Delivery.Refused.class;
      case AS_READ -> readsAnswer ? Delivery.Failed.class : Delivery.Sent.class;
    };
  }

  Optional<Duration> after() {
    return after;
  }

  String says() {
    return says;
  }
}
