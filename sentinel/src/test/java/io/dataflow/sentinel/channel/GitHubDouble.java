package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A repository's issues, answered for as GitHub does; refuses what GitHub would refuse. */
final class GitHubDouble {
  private static final String ISSUES = "/repos/acme/lake/issues";

  private final List<Map<String, Object>> issues = new ArrayList<>();
  private final Map<Integer, List<Map<String, Object>>> comments = new LinkedHashMap<>();

  OtherSide.Reply reply() {
    return this::answer;
  }

  private synchronized void answer(HttpExchange exchange, OtherSide.Asked asked)
      throws IOException {
    assertThat(asked.path()).startsWith(ISSUES);
    String path = exchange.getRequestURI().getPath().substring(ISSUES.length());
    String call = asked.method() + path.replaceAll("[0-9]+", "N");
    int number = path.isEmpty() ? 0 : Integer.parseInt(path.replaceAll("[^0-9]", ""));
    if (number > issues.size() || number > 0 && issues.get(number - 1).get("state") == null) {
      OtherSide.send(exchange, 410, "{\"message\":\"This issue was deleted\"}");
      return;
    }
    switch (call) {
      case "GET" -> OtherSide.send(exchange, 200, Json.line(open(asked)));
      case "POST" -> OtherSide.send(exchange, 201, Json.line(create(asked)));
      case "GET/N/comments" -> OtherSide.send(exchange, 200, Json.line(comments.get(number)));
      case "POST/N/comments" -> {
        comments.get(number).add(Ordered.map("body", Bodies.object(asked.body()).get("body")));
        OtherSide.send(exchange, 201, "{\"id\":1}");
      }
      case "PATCH/N" -> {
        issues.get(number - 1).put("state", Bodies.object(asked.body()).get("state"));
        OtherSide.send(exchange, 200, "{}");
      }
      default -> OtherSide.send(exchange, 404, "{}");
    }
  }

  private List<Map<String, Object>> open(OtherSide.Asked asked) {
    assertThat(asked.path()).contains("state=open", "labels=data%2Csentinel");
    int page = Integer.parseInt(asked.path().replaceAll(".*&page=([0-9]+).*", "$1"));
    List<Map<String, Object>> open =
        new ArrayList<>(issues.stream().filter(i -> "open".equals(i.get("state"))).toList());
    Collections.reverse(open);
    int from = Math.min(open.size(), (page - 1) * 50);
    return open.subList(from, Math.min(open.size(), from + 50));
  }

  private Map<String, Object> create(OtherSide.Asked asked) {
    Map<?, ?> given = Bodies.object(asked.body());
    return add(String.valueOf(given.get("title")), String.valueOf(given.get("body")));
  }

  /** An issue that is there already. */
  synchronized Map<String, Object> add(String title, String body) {
    int number = issues.size() + 1;
    Map<String, Object> issue =
        Ordered.map("number", number, "state", "open", "title", title, "body", body);
    issues.add(issue);
    comments.put(number, new ArrayList<>());
    return issue;
  }

  synchronized void delete(int number) {
    issues.get(number - 1).remove("state");
  }

  synchronized List<Map<String, Object>> issues() {
    return List.copyOf(issues);
  }

  synchronized List<String> comments(int number) {
    return comments.get(number).stream().map(c -> String.valueOf(c.get("body"))).toList();
  }
}
