package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Issues of a GitHub repository: a thread is an issue, later messages are comments on it, and a
 * recovery closes it.
 *
 * <p>Each text carries a mark that nobody sees. What is there already by its mark is not written
 * again, so a process that died before it noted an issue's number makes no second one.
 */
final class GitHubChannel implements Channel {
  private static final int TITLE = 250;

  /** GitHub takes 65 536 characters. */
  private static final int BODY = 60_000;

  private final Templates templates;
  private final GitHubIssues issues;
  private final Outcomes outcomes;
  private final RetryAfter retryAfter;

  GitHubChannel(
      ChannelSettings.GitHub settings, Templates templates, HttpCaller http, Clock clock) {
    this.templates = templates;
    this.issues = new GitHubIssues(settings, http);
    this.outcomes = new Outcomes("github_configs", clock);
    this.retryAfter = new RetryAfter(clock);
  }

  @Override
  public String type() {
    return "github";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    Optional<Long> known = reference.filter(r -> r.matches("[0-9]{1,15}")).map(Long::valueOf);
    if (known.isPresent()) {
      HttpReply added = comment(message, known.get());
      if (!gone(added)) {
        return taken(added) ? closed(message, known.get()) : outcome(added);
      }
    }
    return found(message);
  }

  /** Without a number to go by. */
  private Delivery found(Message message) {
    GitHubIssues.Search search = issues.withMark(mark(message.thread()));
    if (search.problem().isPresent()) {
      return outcome(search.problem().get());
    }
    if (search.found().isEmpty()) {
      // nothing is open, so nothing is to be closed
      return message.resolved() ? Delivery.sent() : created(message);
    }
    Optional<Long> number = number(search.found().get());
    if (number.isEmpty()) {
      return GitHubIssues.NOT_GITHUB;
    }
    if (GitHubIssues.holds(search.found().get(), mark(message.id()))) {
      return closed(message, number.get());
    }
    HttpReply added = comment(message, number.get());
    return taken(added) ? closed(message, number.get()) : outcome(added);
  }

  private Delivery created(Message message) {
    HttpReply reply = issues.create(templates.title(message, TITLE), text(message));
    if (!(reply instanceof HttpReply.Answer answer) || !answer.taken()) {
      return outcome(reply);
    }
    Optional<Long> number = answer.object().flatMap(GitHubChannel::number);
    return number.isPresent() ? closed(message, number.get()) : GitHubIssues.NOT_GITHUB;
  }

  /** Writes a comment, unless it is there. */
  private HttpReply comment(Message message, long issue) {
    GitHubIssues.Search search = issues.comment(issue, mark(message.id()), message.at());
    if (search.problem().isPresent()) {
      return search.problem().get();
    }
    return search.found().isPresent()
        ? new HttpReply.None(Delivery.sent())
        : issues.comment(issue, text(message));
  }

  /** Closes what is over, and what was a try; else nothing is left to do. */
  private Delivery closed(Message message, long issue) {
    Delivery.Sent sent = new Delivery.Sent(Optional.of(String.valueOf(issue)));
    if (!message.resolved() && message.kind() != Message.Kind.TEST) {
      return sent;
    }
    HttpReply reply = issues.close(issue);
    return taken(reply) ? sent : outcome(reply);
  }

  private String text(Message message) {
    return mark(message.thread())
        + "\n"
        + mark(message.id())
        + "\n\n"
        + templates.markdown(message, BODY);
  }

  private static String mark(String name) {
    return "<!-- sentinel:" + name + " -->";
  }

  private static boolean taken(HttpReply reply) {
    return reply instanceof HttpReply.Answer answer
        ? answer.taken()
        : ((HttpReply.None) reply).outcome() instanceof Delivery.Sent;
  }

  /** Whether an issue was deleted, or moved to where this token does not reach. */
  private static boolean gone(HttpReply reply) {
    return reply instanceof HttpReply.Answer answer
        && (answer.status() == 404 || answer.status() == 410);
  }

  private static Optional<Long> number(Map<?, ?> issue) {
    return issue.get("number") instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  private Delivery outcome(HttpReply reply) {
    if (reply instanceof HttpReply.Answer answer) {
      if (answer.taken()) {
        return GitHubIssues.NOT_GITHUB;
      }
      if (answer.status() == 403 && limited(answer)) {
        return outcomes.tooOften(answer, reset(answer));
      }
    }
    return outcomes.of(reply);
  }

  /** GitHub says "too often" with 403, which else means that the token has no right. */
  private static boolean limited(HttpReply.Answer answer) {
    return answer.header("Retry-After").isPresent()
        || answer.header("X-RateLimit-Remaining").filter("0"::equals).isPresent()
        || answer.body().contains("rate limit");
  }

  private Optional<Duration> reset(HttpReply.Answer answer) {
    return answer
        .header("X-RateLimit-Reset")
        .filter(second -> second.matches("[0-9]{1,12}"))
        .map(second -> retryAfter.until(Instant.ofEpochSecond(Long.parseLong(second))));
  }
}
