package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertmanagerChannelTest extends ChannelConformance {
  @Override
  Channel channel(String base, HttpCaller http) {
    return new AlertmanagerChannel(
        new ChannelSettings.Alertmanager(
            new Secret(base + "/SECRET/"),
            Optional.of(new Secret("sentinel")),
            Optional.of(new Secret("SECRET"))),
        http,
        Messages.CLOCK);
  }

  @Override
  String type() {
    return "alertmanager";
  }

  @Override
  Set<Message.Kind> kinds() {
    return Set.of(
        Message.Kind.FIRING, Message.Kind.CHANGED, Message.Kind.REFRESH, Message.Kind.RESOLVED);
  }

  @Override
  OtherSide.Reply happy() {
    return OtherSide.status(200);
  }

  @Override
  boolean showsAll() {
    return true;
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.path()).isEqualTo("/SECRET/api/v2/alerts");
    // sentinel:SECRET
    assertThat(asked.headers()).containsEntry("authorization", "Basic c2VudGluZWw6U0VDUkVU");
    AlertmanagerBodies.check(asked.body());
  }

  @Test
  void endsTheSameAlertThatItBegan() throws IOException {
    Map<?, ?> firing = alert(Messages.small(Message.Kind.FIRING));
    Map<?, ?> over = alert(Messages.small(Message.Kind.RESOLVED));

    assertThat(firing.get("labels"))
        .isEqualTo(over.get("labels"))
        .isEqualTo(Map.of("alertname", "DataflowSentinel", "cause", "late", "dataset", "us-daily"));
    assertThat(firing.get("startsAt")).isEqualTo(over.get("startsAt"));
    assertThat(firing.get("endsAt")).isEqualTo("2026-03-07T07:00:00Z");
    assertThat(over.get("endsAt")).isEqualTo("2026-03-07T05:00:00Z");
    assertThat(Bodies.map(over, "annotations").get("lasted")).isEqualTo("2 h 15 min");
  }

  private Map<?, ?> alert(Message message) throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(message, Optional.empty());
      return Bodies.map(((List<?>) Json.read(other.last().body())).get(0), "the alert");
    }
  }
}
