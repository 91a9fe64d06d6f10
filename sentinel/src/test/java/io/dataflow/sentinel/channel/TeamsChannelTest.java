package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.util.Set;

class TeamsChannelTest extends ChannelConformance {
  @Override
  Channel channel(String base, HttpCaller http) {
    Secret url = new Secret(base + "/workflows/1/triggers/manual/paths/invoke?sig=SECRET");
    return new TeamsChannel(new ChannelSettings.Teams(url), templates, http, Messages.CLOCK);
  }

  @Override
  String type() {
    return "teams";
  }

  @Override
  String key() {
    return "msteamsv2_configs";
  }

  @Override
  Set<Message.Kind> kinds() {
    return PEOPLE;
  }

  @Override
  OtherSide.Reply happy() {
    return OtherSide.status(202);
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.path()).endsWith("/invoke?sig=SECRET");
    TeamsBodies.check(asked.body());
  }
}
