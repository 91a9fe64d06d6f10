package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.util.Set;

class SlackWebhookChannelTest extends ChannelConformance {
  @Override
  Channel channel(String base, HttpCaller http) {
    Secret url = new Secret(base + "/services/T1/B1/SECRET");
    return new SlackWebhookChannel(
        new ChannelSettings.SlackWebhook(url), templates, http, Messages.CLOCK);
  }

  @Override
  String type() {
    return "slack";
  }

  @Override
  Set<Message.Kind> kinds() {
    return PEOPLE;
  }

  @Override
  OtherSide.Reply happy() {
    return OtherSide.text(200, "ok");
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.path()).isEqualTo("/services/T1/B1/SECRET");
    SlackBodies.check(asked.body());
  }
}
