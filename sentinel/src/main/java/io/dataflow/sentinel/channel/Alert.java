package io.dataflow.sentinel.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One incident as an alert of Alertmanager.
 *
 * <p>An alert is its labels: with one other label it is another alert, and the first one stays
 * open. So whatever changes while an incident lasts is an annotation, its severity too.
 */
record Alert(
    SortedMap<String, String> labels,
    Map<String, Object> annotations,
    boolean resolved,
    Instant startsAt,
    Instant endsAt,
    Optional<String> link) {
  private static final String NAME = "alertname";
  private static final String SEVERITY = "severity";
  private static final int TEXT = 2_000;
  private static final Shape SHAPE = Shape.WHOLE.withMembers(20);

  static Alert of(Message message, Message.Entry entry) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(NAME, "DataflowSentinel");
    entry.labels().forEach((name, value) -> put(labels, name, value));
    boolean resolved = entry.resolved() || message.resolved();
    Instant end = entry.endsAt();
    return new Alert(
        labels,
        annotations(message, entry),
        resolved,
        // what ends before it starts is refused
        entry.since().isAfter(end) ? end : entry.since(),
        end,
        entry.link().flatMap(Markup.PLAIN::link));
  }

  /** What is told of no incident: a report or a test. */
  static Alert of(Message message, String title) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(NAME, "DataflowSentinel");
    labels.put("kind", MessageJson.word(message.kind()));
    Map<String, Object> annotations =
        Ordered.map("summary", title, SEVERITY, message.severity().word());
    message.facts().stream()
        .limit(40)
        .forEach(fact -> annotations.putIfAbsent(name(fact.name()), some(fact.value()).orElse("")));
    return new Alert(
        labels,
        annotations,
        false,
        message.at(),
        message.at().plus(Duration.ofMinutes(5)),
        Optional.empty());
  }

  /** Names in the form every version takes. An empty value is no label at all. */
  private static void put(Map<String, String> labels, String name, String value) {
    String plain = Markup.PLAIN.text(Words.cut(value, TEXT));
    if (!plain.isEmpty() && !name.equals(SEVERITY)) {
      labels.put(name(name), plain);
    }
  }

  private static String name(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  private static Map<String, Object> annotations(Message message, Message.Entry entry) {
    Particulars particulars = new Particulars(entry, Markup.PLAIN, SHAPE);
    return Ordered.map(
        "summary",
        particulars.title(),
        SEVERITY,
        entry.severity().word(),
        "environment",
        some(message.environment()),
        "expected",
        some(entry.expected()),
        "scope",
        some(entry.scope()),
        "cause",
        particulars.likely(),
        "change",
        entry.change().flatMap(Alert::some),
        "members",
        particulars.about(),
        "lasted",
        entry.lasted().map(Words::length),
        "command",
        some(Markup.PLAIN.command(entry.command())),
        "incident",
        some(entry.incident()));
  }

  private static Optional<String> some(String text) {
    return Optional.of(Markup.PLAIN.text(Words.cut(text, TEXT))).filter(t -> !t.isEmpty());
  }

  /** As Alertmanager makes it: FNV-1a over the labels in order, each part closed by a byte 255. */
  String fingerprint() {
    long hash = 0xcbf29ce484222325L;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      hash = hashed(hashed(hash, label.getKey()), label.getValue());
    }
    return "%016x".formatted(hash);
  }

  private static long hashed(long start, String text) {
    long hash = start;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return (hash ^ 0xff) * 0x100000001b3L;
  }
}
