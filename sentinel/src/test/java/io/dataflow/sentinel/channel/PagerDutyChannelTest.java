package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyChannelTest extends ChannelConformance {
  @Override
  Channel channel(String base, HttpCaller http) {
    return new PagerDutyChannel(
        new ChannelSettings.PagerDuty(
            new Secret("SECRET00000000000000000000000000"), URI.create(base + "/v2/enqueue")),
        templates,
        http,
        Messages.CLOCK);
  }

  @Override
  String type() {
    return "pagerduty";
  }

  @Override
  Set<Message.Kind> kinds() {
    return Set.of(
        Message.Kind.FIRING,
        Message.Kind.CHANGED,
        Message.Kind.ACKNOWLEDGED,
        Message.Kind.RESOLVED,
        Message.Kind.TEST);
  }

  @Override
  OtherSide.Reply happy() {
    return OtherSide.text(202, "{\"status\":\"success\"}");
  }

  @Override
  boolean showsAll() {
    return true;
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.path()).isEqualTo("/v2/enqueue");
    PagerDutyBodies.check(asked.body());
  }

  @ParameterizedTest
  @CsvSource({
    "FIRING, trigger",
    "CHANGED, trigger",
    "ACKNOWLEDGED, acknowledge",
    "RESOLVED, resolve",
  })
  void keepsAThreadAsOneAlert(Message.Kind kind, String action) throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(Messages.small(kind), Optional.empty());

      assertThat(other.asked()).hasSize(1);
      assertThat(Bodies.object(other.last().body()).get("event_action")).isEqualTo(action);
      assertThat(Bodies.object(other.last().body()).get("dedup_key")).isEqualTo(Messages.THREAD);
    }
  }

  @Test
  void leavesNoAlertOpenAfterATest() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(Messages.small(Message.Kind.TEST), Optional.empty());

      assertThat(other.asked())
          .extracting(asked -> String.valueOf(Bodies.object(asked.body()).get("event_action")))
          .containsExactly("trigger", "resolve");
    }
  }
}
