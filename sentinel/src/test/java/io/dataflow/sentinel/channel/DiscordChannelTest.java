package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscordChannelTest extends ChannelConformance {
  @Override
  Channel channel(String base, HttpCaller http) {
    Secret url = new Secret(base + "/api/webhooks/1/SECRET?thread_id=2");
    return new DiscordChannel(new ChannelSettings.Discord(url), templates, http, Messages.CLOCK);
  }

  @Override
  String type() {
    return "discord";
  }

  @Override
  Set<Message.Kind> kinds() {
    return PEOPLE;
  }

  @Override
  OtherSide.Reply happy() {
    return OtherSide.text(200, "{\"id\":\"5\"}");
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.path()).isEqualTo("/api/webhooks/1/SECRET?thread_id=2&wait=true");
    DiscordBodies.check(asked.body());
  }

  @Test
  void waitsAsLongAsTheBodyAsks() throws IOException {
    assertThat(after(OtherSide.text(429, "{\"message\":\"slow\",\"retry_after\":1.337}")))
        .contains(Duration.ofMillis(1337));
  }

  @Test
  void waitsAsLongAsItsOwnHeaderAsks() throws IOException {
    assertThat(after(OtherSide.status(429, "X-RateLimit-Reset-After", "2.5")))
        .contains(Duration.ofMillis(2500));
  }

  private Optional<Duration> after(OtherSide.Reply reply) throws IOException {
    try (OtherSide other = new OtherSide(reply)) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      return ((Delivery.Failed) delivery).after();
    }
  }
}
