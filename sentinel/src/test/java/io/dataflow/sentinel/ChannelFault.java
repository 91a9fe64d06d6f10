package io.dataflow.sentinel;

import io.dataflow.sentinel.notify.Outgoing.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may go wrong when a message is sent, and what the ledger says of it afterwards. */
enum ChannelFault {
  REFUSED("http://127.0.0.1:1", "the connection was refused"),
  NO_SUCH_HOST("http://nowhere.invalid", "the host was not found"),
  TIME_OUT(Mailboxes.silence(), State.PENDING, 3, "no whole answer within"),
  SLOW_BODY(Mailboxes.drip(), State.PENDING, 3, "no whole answer within"),
  REDIRECT(
      Mailboxes.status(302, "Location", "/elsewhere"),
      State.GIVEN_UP,
      1,
      "HTTP 302: redirects are not followed"),
  HTTP_400(Mailboxes.status(400), State.GIVEN_UP, 1, "HTTP 400 Bad Request"),
  HTTP_401(Mailboxes.status(401), State.GIVEN_UP, 1, "HTTP 401 Unauthorized"),
  HTTP_403(Mailboxes.status(403), State.GIVEN_UP, 1, "HTTP 403 Forbidden"),
  HTTP_404(Mailboxes.status(404), State.GIVEN_UP, 1, "HTTP 404 Not Found"),
  HTTP_408(Mailboxes.status(408), State.PENDING, 3, "HTTP 408 Request Timeout"),
  HTTP_410(Mailboxes.status(410), State.GIVEN_UP, 1, "HTTP 410 Gone"),
  HTTP_413(Mailboxes.status(413), State.GIVEN_UP, 1, "HTTP 413 Content Too Large"),
  HTTP_429(Mailboxes.status(429), State.PENDING, 3, "HTTP 429 Too Many Requests"),
  HTTP_429_SOON(
      Mailboxes.status(429, "Retry-After", "2"), State.PENDING, 3, "HTTP 429 Too Many Requests"),
  HTTP_429_LATER(
      Mailboxes.status(429, "Retry-After", "600"), State.PENDING, 1, "HTTP 429 Too Many Requests"),
  HTTP_500(Mailboxes.status(500), State.PENDING, 3, "HTTP 500 Internal Server Error"),
  HTTP_503(Mailboxes.status(503), State.PENDING, 3, "HTTP 503 Service Unavailable");

  private final Optional<String> base;
  private final Mailboxes.Reply reply;
  private final State state;
  private final int requests;
  private final String says;

  ChannelFault(Mailboxes.Reply reply, State state, int requests, String says) {
    this.base = Optional.empty();
    this.reply = reply;
    this.state = state;
    this.requests = requests;
    this.says = says;
  }

  /** Nobody is there at all. */
  ChannelFault(String base, String says) {
    this.base = Optional.of(base);
    this.reply = Mailboxes.status(200);
    this.state = State.PENDING;
    this.requests = 0;
    this.says = says;
  }

  String base(Mailboxes inbox, String box) {
    return base.orElse(inbox.box(box));
  }

  Mailboxes.Reply reply() {
    return reply;
  }

  /** How long it is waited for: hardly, where nothing comes. */
  Duration patience() {
    return this == TIME_OUT || this == SLOW_BODY ? Duration.ofMillis(250) : Duration.ofSeconds(20);
  }

  State state() {
    return state;
  }

  /** Whether one call asks again. */
  boolean asksAgain() {
    return state == State.PENDING && this != HTTP_429_LATER;
  }

  /** How many requests one call makes. */
  int requests() {
    return requests;
  }

  /** Between the attempts of one call. */
  List<Duration> pauses() {
    Duration first = Duration.ofSeconds(this == HTTP_429_SOON ? 2 : 1);
    return asksAgain() ? List.of(first, Duration.ofSeconds(3)) : List.of();
  }

  /** Until the next call may try, after the first. */
  Duration next() {
    return Duration.ofSeconds(this == HTTP_429_LATER ? 600 : 60);
  }

  String says() {
    return says;
  }
}
