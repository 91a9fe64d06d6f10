package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The issues of one repository, as far as GitHub's REST API is asked for them. */
final class GitHubIssues {
  /** A page of issues holds their texts, each of up to 256 KiB in UTF-8. */
  private static final int PAGE_BYTES = 16 << 20;

  private static final int PAGE = 50;

  /** What is not among so many pages is taken as not there. */
  private static final int PAGES = 10;

  static final Delivery NOT_GITHUB = Delivery.failed("what was answered is not GitHub's");

  /** How far the clocks here and there may differ. */
  private static final Duration SLACK = Duration.ofDays(1);

  private final ChannelSettings.GitHub settings;
  private final HttpCaller http;

  GitHubIssues(ChannelSettings.GitHub settings, HttpCaller http) {
    this.settings = settings;
    this.http = http;
  }

  /** What a search came to: the item that holds a mark, or an answer to be judged. */
  record Search(Optional<Map<?, ?>> found, Optional<HttpReply> problem) {}

  /** An open issue that holds a mark, the newest first. */
  Search withMark(String mark) {
    String labels =
        settings.labels().isEmpty()
            ? ""
            : "&labels="
                + URLEncoder.encode(String.join(",", settings.labels()), StandardCharsets.UTF_8);
    return search("/issues?state=open&sort=created&direction=desc" + labels, mark);
  }

  /** A comment that holds a mark, among those since a day before. */
  Search comment(long issue, String mark, Instant since) {
    return search("/issues/" + issue + "/comments?since=" + since.minus(SLACK), mark);
  }

  HttpReply create(String title, String body) {
    return send(
        "POST", "/issues", Ordered.map("title", title, "body", body, "labels", settings.labels()));
  }

  HttpReply comment(long issue, String body) {
    return send("POST", "/issues/" + issue + "/comments", Ordered.map("body", body));
  }

  HttpReply close(long issue) {
    return send(
        "PATCH", "/issues/" + issue, Ordered.map("state", "closed", "state_reason", "completed"));
  }

  private Search search(String path, String mark) {
    for (int page = 1; page <= PAGES; page++) {
      String url = path + "&per_page=" + PAGE + "&page=" + page;
      HttpReply reply = ask(HttpCall.get(url(url)).reading(PAGE_BYTES));
      Optional<List<?>> items = items(reply);
      if (items.isEmpty()) {
        return new Search(Optional.empty(), Optional.of(problem(reply)));
      }
      for (Object item : items.get()) {
        if (item instanceof Map<?, ?> map && holds(map, mark)) {
          return new Search(Optional.of(map), Optional.empty());
        }
      }
      if (items.get().size() < PAGE) {
        break;
      }
    }
    return new Search(Optional.empty(), Optional.empty());
  }

  /** An answer that was meant well and cannot be read would pass for a message taken. */
  private static HttpReply problem(HttpReply reply) {
    return reply instanceof HttpReply.Answer answer && answer.taken()
        ? new HttpReply.None(NOT_GITHUB)
        : reply;
  }

  /**
   * Whether a mark is a line of its own. Within a line it may be foreign: all that others wrote is
   * on one line with words of ours.
   */
  static boolean holds(Map<?, ?> item, String mark) {
    return String.valueOf(item.get("body")).lines().map(String::strip).anyMatch(mark::equals);
  }

  private static Optional<List<?>> items(HttpReply reply) {
    return reply instanceof HttpReply.Answer answer && answer.taken()
        ? answer.json().filter(List.class::isInstance).map(value -> (List<?>) value)
        : Optional.empty();
  }

  private HttpReply send(String method, String path, Map<String, Object> body) {
    return ask(HttpCall.send(method, url(path), Json.line(body)));
  }

  private String url(String path) {
    String base = settings.api().toString().replaceFirst("/+$", "");
    return base + "/repos/" + settings.repository() + path;
  }

  private HttpReply ask(HttpCall call) {
    return http.call(
        call.with("Accept", "application/vnd.github+json")
            .with("Authorization", "Bearer " + settings.token().reveal())
            .with("X-GitHub-Api-Version", "2022-11-28"));
  }
}
