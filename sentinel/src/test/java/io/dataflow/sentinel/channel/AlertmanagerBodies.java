package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Alertmanager says of alerts, sent to it and by it. */
final class AlertmanagerBodies {
  private AlertmanagerBodies() {}

  /** As it takes them over its API, version 2. */
  static void check(String body) {
    Object alerts = Json.read(body);
    assertThat(alerts).as("the body is a list").isInstanceOf(List.class);
    Set<Object> identities = new HashSet<>();
    for (Object each : (List<?>) alerts) {
      Map<?, ?> alert = Bodies.map(each, "an alert");
      Bodies.onlyNames(alert, "labels", "annotations", "startsAt", "endsAt", "generatorURL");
      parts(alert);
      assertThat(Instant.parse(Bodies.text(alert, "startsAt", 40)))
          .isBeforeOrEqualTo(Instant.parse(Bodies.text(alert, "endsAt", 40)));
      assertThat(identities.add(alert.get("labels"))).as("no alert is there twice").isTrue();
    }
  }

  /** As its webhooks carry them, version 4. */
  static void checkWebhook(String body) {
    Map<?, ?> message = Bodies.object(body);
    assertThat(message.get("version")).isEqualTo("4");
    Bodies.text(message, "groupKey", 300);
    Bodies.text(message, "receiver", 100);
    assertThat(message.get("truncatedAlerts")).isEqualTo(0L);
    assertThat(message.get("status")).isIn("firing", "resolved");
    assertThat(message.get("externalURL")).isInstanceOf(String.class);
    for (String name : List.of("groupLabels", "commonLabels", "commonAnnotations")) {
      strings(Bodies.map(message, name));
    }
    assertThat(Bodies.list(message, "alerts")).isNotEmpty();
    for (Object each : Bodies.list(message, "alerts")) {
      Map<?, ?> alert = Bodies.map(each, "an alert");
      parts(alert);
      assertThat(alert.get("status")).isIn("firing", "resolved");
      assertThat(Instant.parse(Bodies.text(alert, "startsAt", 40))).isNotNull();
      assertThat(Instant.parse(Bodies.text(alert, "endsAt", 40))).isNotNull();
      assertThat(alert.get("generatorURL")).isInstanceOf(String.class);
      assertThat(Bodies.text(alert, "fingerprint", 16)).matches("[0-9a-f]{16}");
    }
  }

  private static void parts(Map<?, ?> alert) {
    Map<?, ?> labels = Bodies.map(alert, "labels");
    Bodies.text(labels, "alertname", 200);
    strings(labels);
    assertThat(labels.containsKey("severity")).as("a label that changes").isFalse();
    assertThat(labels.values().stream().map(String::valueOf)).noneMatch(String::isEmpty);
    strings(Bodies.map(alert, "annotations"));
    Bodies.text(Bodies.map(alert, "annotations"), "severity", 10);
  }

  private static void strings(Map<?, ?> labels) {
    labels.forEach(
        (name, value) -> {
          assertThat(String.valueOf(name)).matches("[a-zA-Z_][a-zA-Z0-9_]*");
          assertThat(value).isInstanceOf(String.class);
        });
  }
}
