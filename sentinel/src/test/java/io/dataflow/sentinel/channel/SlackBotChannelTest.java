package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlackBotChannelTest extends ChannelConformance {
  private static final String WRITTEN =
      "{\"ok\":true,\"channel\":\"C123\",\"ts\":\"1772857800.000100\"}";

  private static final Optional<String> FIRST = Optional.of("C123 1772857800.000100");

  @Override
  Channel channel(String base, HttpCaller http) {
    return new SlackBotChannel(
        new ChannelSettings.SlackBot(
            new Secret("xoxb-SECRET"), "#alerts", URI.create(base + "/api")),
        templates,
        http,
        Messages.CLOCK);
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
    return OtherSide.text(200, WRITTEN);
  }

  @Override
  boolean readsAnswer() {
    return true;
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.headers()).containsEntry("authorization", "Bearer xoxb-SECRET");
    assertThat(asked.path()).startsWith("/api/chat.");
    Bodies.text(Bodies.object(asked.body()), "channel", 80);
    SlackBodies.check(asked.body());
  }

  @ParameterizedTest
  @EnumSource
  void judgesWhatGoesWrongWithALaterMessage(Faults fault) throws IOException {
    judges(fault, Message.Kind.CHANGED, FIRST);
  }

  @Test
  void changesTheFirstMessageOfAThreadInPlace() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      Channel channel = channel(other.base());

      Delivery first = channel.deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      Delivery second = channel.deliver(Messages.small(Message.Kind.RESOLVED), FIRST);

      assertThat(List.of(first, second)).containsOnly(new Delivery.Sent(FIRST));
      assertThat(other.asked())
          .extracting(OtherSide.Asked::path)
          .containsExactly("/api/chat.postMessage", "/api/chat.update");
      Map<?, ?> update = Bodies.object(other.last().body());
      assertThat(update.get("channel")).isEqualTo("C123");
      assertThat(update.get("ts")).isEqualTo("1772857800.000100");
      check(other.last());
    }
  }

  @Test
  void answersTheFirstMessageWithAReminderThatTheWholeChannelSees() throws IOException {
    try (OtherSide other =
        new OtherSide(
            OtherSide.text(200, "{\"ok\":true,\"channel\":\"C123\",\"ts\":\"1772999999.1\"}"))) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.REMINDER), FIRST);

      assertThat(delivery).isEqualTo(new Delivery.Sent(FIRST));
      Map<?, ?> body = Bodies.object(other.last().body());
      assertThat(other.last().path()).isEqualTo("/api/chat.postMessage");
      assertThat(body.get("thread_ts")).isEqualTo("1772857800.000100");
      assertThat(body.get("reply_broadcast")).isEqualTo(true);
    }
  }

  @Test
  void writesANewMessageWhenTheFirstOneWasDeleted() throws IOException {
    OtherSide.Reply deleted =
        (exchange, asked) ->
            OtherSide.send(
                exchange,
                200,
                asked.path().endsWith("update")
                    ? "{\"ok\":false,\"error\":\"message_not_found\"}"
                    : WRITTEN.replace("0001", "0002"));
    try (OtherSide other = new OtherSide(deleted)) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.CHANGED), FIRST);

      assertThat(delivery).isEqualTo(new Delivery.Sent(Optional.of("C123 1772857800.000200")));
      assertThat(Bodies.object(other.last().body()).get("channel")).isEqualTo("#alerts");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ratelimited, Failed",
    "internal_error, Failed",
    "fatal_error, Failed",
    "service_unavailable, Failed",
    "invalid_auth, Refused",
    "channel_not_found, Refused",
    "not_in_channel, Refused",
    "invalid_blocks, Refused",
    "nobody_knows_this, Refused"
  })
  void judgesWhatSlackSaysWithStatus200(String error, String outcome) throws IOException {
    String body = "{\"ok\":false,\"error\":\"" + error + "\"}";
    try (OtherSide other = new OtherSide(OtherSide.text(200, body))) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      assertThat(delivery.getClass().getSimpleName()).isEqualTo(outcome);
      assertThat(delivery.toString()).contains(error.equals("ratelimited") ? "too often" : error);
    }
  }

  @Test
  void waitsAsLongAsSlackAsksWithStatus200() throws IOException {
    OtherSide.Reply limited =
        (exchange, asked) -> {
          exchange.getResponseHeaders().set("Retry-After", "30");
          OtherSide.send(exchange, 200, "{\"ok\":false,\"error\":\"ratelimited\"}");
        };
    try (OtherSide other = new OtherSide(limited)) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      assertThat(((Delivery.Failed) delivery).after()).contains(Duration.ofSeconds(30));
    }
  }

  @Test
  void repeatsNothingOfAnErrorThatIsNoWord() throws IOException {
    String body = "{\"ok\":false,\"error\":\"token xoxb-SECRET is wrong\"}";
    try (OtherSide other = new OtherSide(OtherSide.text(200, body))) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      assertThat(delivery).isInstanceOf(Delivery.Refused.class);
      assertThat(delivery.toString()).doesNotContain("SECRET");
    }
  }
}
