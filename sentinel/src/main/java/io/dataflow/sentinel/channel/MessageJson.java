package io.dataflow.sentinel.channel;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A message as values for other programs, under the names people read too. */
final class MessageJson {
  private static final int TEXT = 2_000;
  private static final int FACTS = 40;

  private MessageJson() {}

  static Map<String, Object> of(Message message, Shape shape) {
    return Ordered.map(
        "id", message.id(),
        "thread", message.thread(),
        "kind", word(message.kind()),
        "severity", message.severity().word(),
        "title", cut(message.title()),
        "environment", cut(message.environment()),
        "at", message.at().toString(),
        "incidents", entries(message, shape),
        "not_shown", Fitting.left(message, shape),
        "facts", facts(message));
  }

  static List<Map<String, Object>> entries(Message message, Shape shape) {
    return Fitting.shown(message, shape).stream().map(entry -> entry(entry, shape)).toList();
  }

  private static Map<String, Object> entry(Message.Entry entry, Shape shape) {
    return Ordered.map(
        "incident", cut(entry.incident()),
        "resolved", entry.resolved(),
        "severity", entry.severity().word(),
        "title", cut(entry.title()),
        "since", entry.since().toString(),
        "expected", cut(entry.expected()),
        "scope", cut(entry.scope()),
        "cause", cut(entry.cause()),
        "change", entry.change().map(MessageJson::cut),
        "members", cut(Words.some(entry.members(), shape.members())),
        "member_count", entry.members().size(),
        "lasted", entry.lasted().map(Duration::toString),
        "command", Markup.PLAIN.command(entry.command()),
        "link", entry.link().flatMap(Markup.PLAIN::link),
        "labels", labels(entry));
  }

  private static Map<String, String> labels(Message.Entry entry) {
    Map<String, String> labels = new TreeMap<>();
    entry.labels().forEach((name, value) -> labels.put(cut(name), cut(value)));
    return labels;
  }

  static Map<String, Object> facts(Message message) {
    Map<String, Object> facts = Ordered.map();
    message.facts().stream()
        .limit(FACTS)
        .forEach(fact -> facts.put(cut(fact.name()), cut(fact.value())));
    return facts;
  }

  private static String cut(String text) {
    return Markup.PLAIN.text(Words.cut(text, TEXT));
  }

  /** {@code firing}. */
  static String word(Message.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
