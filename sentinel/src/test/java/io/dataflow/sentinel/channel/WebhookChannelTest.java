package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookChannelTest extends ChannelConformance {
  private static final Optional<Secret> KEY = Optional.of(new Secret("SECRET key"));

  @Override
  Channel channel(String base, HttpCaller http) {
    return channel(base, http, KEY);
  }

  private Channel channel(String base, HttpCaller http, Optional<Secret> key) {
    return new WebhookChannel(
        new ChannelSettings.Webhook(new Secret(base + "/hook/SECRET"), key),
        templates,
        http,
        Messages.CLOCK);
  }

  @Override
  String type() {
    return "webhook";
  }

  @Override
  Set<Message.Kind> kinds() {
    return PEOPLE;
  }

  @Override
  boolean showsAll() {
    return true;
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.path()).isEqualTo("/hook/SECRET");
    assertThat(asked.headers().get("idempotency-key")).matches("m\\d(-\\d)?");
    // 2026-03-07T05:00:00Z
    assertThat(asked.headers()).containsEntry("x-sentinel-timestamp", "1772859600");
    assertThat(asked.headers()).containsEntry("x-sentinel-signature", signature(asked.body()));
    AlertmanagerBodies.checkWebhook(asked.body());
  }

  private static String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("SECRET key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] sum = mac.doFinal(("1772859600." + body).getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(sum);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void signsNothingWithoutASecret() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base(), http(Duration.ofSeconds(10)), Optional.empty())
          .deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      assertThat(other.last().headers()).doesNotContainKey("x-sentinel-signature");
    }
  }

  @Test
  void saysWhenAnAlertEnded() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(Messages.small(Message.Kind.RESOLVED), Optional.empty());

      Map<?, ?> body = Bodies.object(other.last().body());
      Map<?, ?> alert = Bodies.map(Bodies.list(body, "alerts").get(0), "the alert");
      assertThat(body.get("status")).isEqualTo("resolved");
      assertThat(alert.get("status")).isEqualTo("resolved");
      assertThat(alert.get("endsAt")).isEqualTo("2026-03-07T05:00:00Z");
    }
  }

  /** Computed by hand from the definition of FNV-1a, as Prometheus's common library has it. */
  @Test
  void namesAnAlertByTheFingerprintAlertmanagerGivesIt() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      Map<?, ?> body = Bodies.object(other.last().body());
      Map<?, ?> alert = Bodies.map(Bodies.list(body, "alerts").get(0), "the alert");
      assertThat(alert.get("fingerprint")).isEqualTo("1918bc90f9d57f51");
    }
  }
}
