package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A message as JSON and back, for keeping it until it is sent. Instants keep every digit. */
public final class StoredMessage {
  private StoredMessage() {}

  /** On one line. */
  public static String text(Message message) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", message.id());
    map.put("thread", message.thread());
    map.put("kind", message.kind().name());
    map.put("severity", message.severity().word());
    map.put("title", message.title());
    map.put("environment", message.environment());
    map.put("entries", message.entries().stream().map(StoredMessage::map).toList());
    map.put("facts", message.facts().stream().map(f -> List.of(f.name(), f.value())).toList());
    map.put("at", message.at().toString());
    return Json.line(map);
  }

  private static Map<String, Object> map(Message.Entry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("incident", entry.incident());
    map.put("resolved", entry.resolved());
    map.put("severity", entry.severity().word());
    map.put("title", entry.title());
    map.put("since", entry.since().toString());
    map.put("expected", entry.expected());
    map.put("scope", entry.scope());
    map.put("cause", entry.cause());
    map.put("change", entry.change().orElse(null));
    map.put("members", entry.members());
    map.put("lasted", entry.lasted().map(Duration::toString).orElse(null));
    map.put("command", entry.command());
    map.put("link", entry.link().map(URI::toString).orElse(null));
    map.put("labels", new TreeMap<>(entry.labels()));
    map.put("ends_at", entry.endsAt().toString());
    return map;
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Message read(String text) {
    if (!(Json.read(text) instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("no message: " + text);
    }
    return new Message(
        text(map, "id"),
        text(map, "thread"),
        Message.Kind.valueOf(text(map, "kind")),
        Severity.of(text(map, "severity")),
        text(map, "title"),
        text(map, "environment"),
        list(map, "entries").stream().map(e -> entry((Map<?, ?>) e)).toList(),
        list(map, "facts").stream().map(f -> fact((List<?>) f)).toList(),
        Instant.parse(text(map, "at")));
  }

  private static Message.Fact fact(List<?> pair) {
    return new Message.Fact(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)));
  }

  private static Message.Entry entry(Map<?, ?> map) {
    Map<String, String> labels = new TreeMap<>();
    ((Map<?, ?>) map.get("labels")).forEach((k, v) -> labels.put((String) k, (String) v));
    return new Message.Entry(
        text(map, "incident"),
        Boolean.TRUE.equals(map.get("resolved")),
        Severity.of(text(map, "severity")),
        text(map, "title"),
        Instant.parse(text(map, "since")),
        text(map, "expected"),
        text(map, "scope"),
        text(map, "cause"),
        optional(map, "change"),
        list(map, "members").stream().map(String::valueOf).toList(),
        optional(map, "lasted").map(Duration::parse),
        text(map, "command"),
        optional(map, "link").map(URI::create),
        labels,
        Instant.parse(text(map, "ends_at")));
  }

  private static String text(Map<?, ?> map, String key) {
    return optional(map, key)
        .orElseThrow(() -> new IllegalArgumentException("no message: " + key + " is missing"));
  }

  private static Optional<String> optional(Map<?, ?> map, String key) {
    return Optional.ofNullable(map.get(key)).map(String.class::cast);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return map.get(key) instanceof List<?> list ? list : List.of();
  }
}
