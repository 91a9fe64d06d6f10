package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PagerDuty over its Events API, version 2. A thread is one alert there, by its key, so an event
 * that arrives twice changes nothing.
 */
final class PagerDutyChannel implements Channel {
  private static final int SUMMARY = 1_024;

  /** Of the details; PagerDuty takes 512 KB of all. */
  private static final int BYTES = 400_000;

  private static final int ENTRIES = 50;
  private static final int LINKS = 10;

  private final ChannelSettings.PagerDuty settings;
  private final Templates templates;
  private final HttpCaller http;
  private final Outcomes outcomes;

  PagerDutyChannel(
      ChannelSettings.PagerDuty settings, Templates templates, HttpCaller http, Clock clock) {
    this.settings = settings;
    this.templates = templates;
    this.http = http;
    this.outcomes = new Outcomes("pagerduty_configs", clock);
  }

  @Override
  public String type() {
    return "pagerduty";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PAGER.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    return switch (message.kind()) {
      case ACKNOWLEDGED -> send(event(message, "acknowledge"));
      case RESOLVED -> send(event(message, "resolve"));
      case TEST -> tried(message);
      case FIRING, CHANGED, REMINDER, REFRESH, REPORT -> send(trigger(message));
    };
  }

  /** A test that stayed open would look like an alert to the next shift. */
  private Delivery tried(Message message) {
    Delivery opened = send(trigger(message));
    return opened instanceof Delivery.Sent ? send(event(message, "resolve")) : opened;
  }

  private Delivery send(Map<String, Object> event) {
    return outcomes.of(http.call(HttpCall.post(settings.url().toString(), event)));
  }

  private Map<String, Object> event(Message message, String action) {
    return Ordered.map(
        "routing_key", settings.routingKey().reveal(),
        "event_action", action,
        "dedup_key", message.thread());
  }

  private Map<String, Object> trigger(Message message) {
    Map<String, Object> event = event(message, "trigger");
    Shape shape = Fitting.largest(message, ENTRIES, s -> size(details(message, s)) <= BYTES);
    event.put("client", "DATAFLOW-SENTINEL");
    event.put(
        "payload",
        Ordered.map(
            "summary", templates.title(message, SUMMARY),
            "source", source(message),
            "severity", message.severity().word(),
            "timestamp", since(message),
            "custom_details", details(message, shape)));
    event.put("links", links(message, shape));
    return event;
  }

  private static String source(Message message) {
    String environment = Words.cut(ForeignText.line(message.environment()), 100);
    return environment.isBlank() ? "dataflow-sentinel" : environment;
  }

  private static String since(Message message) {
    return message.entries().stream()
        .map(Message.Entry::since)
        .min(Instant::compareTo)
        .orElse(message.at())
        .toString();
  }

  private static Map<String, Object> details(Message message, Shape shape) {
    return Ordered.map(
        "incidents", MessageJson.entries(message, shape),
        "not_shown", Fitting.left(message, shape),
        "facts", MessageJson.facts(message));
  }

  private static int size(Object value) {
    return Json.line(value).getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<Map<String, Object>> links(Message message, Shape shape) {
    return Fitting.shown(message, shape).stream()
        .flatMap(entry -> link(entry, shape))
        .limit(LINKS)
        .toList();
  }

  private static Stream<Map<String, Object>> link(Message.Entry entry, Shape shape) {
    Particulars particulars = new Particulars(entry, Markup.PLAIN, shape);
    return particulars.link().stream()
        .map(link -> Ordered.map("href", link, "text", particulars.title()));
  }
}
