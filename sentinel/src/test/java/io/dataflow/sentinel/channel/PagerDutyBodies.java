package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** What PagerDuty's Events API, version 2, says of an event. */
final class PagerDutyBodies {
  private PagerDutyBodies() {}

  static void check(String body) {
    assertThat(body.getBytes(StandardCharsets.UTF_8).length)
        .as("bytes of the event")
        .isLessThanOrEqualTo(512 * 1024);
    Map<?, ?> event = Bodies.object(body);
    assertThat(Bodies.text(event, "routing_key", 32)).hasSize(32);
    Bodies.text(event, "dedup_key", 255);
    switch (Bodies.text(event, "event_action", 20)) {
      case "trigger" -> trigger(event);
      case "acknowledge", "resolve" ->
          Bodies.onlyNames(event, "routing_key", "event_action", "dedup_key");
      default -> throw new AssertionError("no action: " + event.get("event_action"));
    }
  }

  private static void trigger(Map<?, ?> event) {
    Map<?, ?> payload = Bodies.map(event, "payload");
    Bodies.text(payload, "summary", 1_024);
    Bodies.text(payload, "source", 200);
    assertThat(payload.get("severity")).isIn("critical", "error", "warning", "info");
    assertThat(Instant.parse(Bodies.text(payload, "timestamp", 40))).isNotNull();
    Bodies.map(payload, "custom_details");
    assertThat(Bodies.list(event, "links"))
        .allSatisfy(
            link ->
                assertThat(Bodies.text(Bodies.map(link, "a link"), "href", 2_000))
                    .startsWith("https://"));
  }
}
