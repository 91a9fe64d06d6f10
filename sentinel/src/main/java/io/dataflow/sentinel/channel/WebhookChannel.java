package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Anybody who takes the body of Alertmanager's webhooks, version 4.
 *
 * <p>Beside it go the message's id, by which a repetition is known ({@code Idempotency-Key}), the
 * second it was sent ({@code X-Sentinel-Timestamp}) and, where a secret is agreed on, {@code
 * X-Sentinel-Signature: sha256=} with the HMAC-SHA256 of the timestamp, a dot and the body, in hex.
 */
final class WebhookChannel implements Channel {
  private static final String HMAC = "HmacSHA256";
  private static final int ALERTS = 100;
  private static final int TITLE = 250;

  private final ChannelSettings.Webhook settings;
  private final Templates templates;
  private final HttpCaller http;
  private final Clock clock;
  private final Outcomes outcomes;

  WebhookChannel(
      ChannelSettings.Webhook settings, Templates templates, HttpCaller http, Clock clock) {
    this.settings = settings;
    this.templates = templates;
    this.http = http;
    this.clock = clock;
    this.outcomes = new Outcomes("webhook_configs", clock);
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    String body = Json.line(body(message));
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    HttpCall call =
        HttpCall.send("POST", settings.url().reveal(), body)
            .with("Idempotency-Key", message.id())
            .with("X-Sentinel-Timestamp", timestamp);
    HttpCall signed =
        settings
            .hmacSecret()
            .map(secret -> call.with("X-Sentinel-Signature", signature(secret, timestamp, body)))
            .orElse(call);
    return outcomes.of(http.call(signed));
  }

  private static String signature(Secret secret, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), HMAC));
      byte[] signed = (timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private Map<String, Object> body(Message message) {
    List<Alert> alerts = alerts(message);
    return Ordered.map(
        "version", "4",
        "groupKey", message.thread(),
        "truncatedAlerts", Math.max(0, message.entries().size() - ALERTS),
        "status", message.resolved() ? "resolved" : "firing",
        "receiver", "dataflow-sentinel",
        "groupLabels", Map.of(),
        "commonLabels", commonLabels(alerts),
        "commonAnnotations", commonAnnotations(message),
        "externalURL", "",
        "alerts", alerts.stream().map(WebhookChannel::json).toList());
  }

  private List<Alert> alerts(Message message) {
    if (message.entries().isEmpty()) {
      return List.of(Alert.of(message, templates.title(message, TITLE)));
    }
    return message.entries().stream().limit(ALERTS).map(e -> Alert.of(message, e)).toList();
  }

  private static Map<String, String> commonLabels(List<Alert> alerts) {
    Map<String, String> common = new TreeMap<>(alerts.get(0).labels());
    alerts.forEach(alert -> common.entrySet().retainAll(alert.labels().entrySet()));
    return common;
  }

  /** What is said of the message as a whole. */
  private Map<String, Object> commonAnnotations(Message message) {
    return Ordered.map(
        "title", templates.title(message, TITLE),
        "kind", MessageJson.word(message.kind()),
        "severity", message.severity().word(),
        "message", message.id());
  }

  private static Map<String, Object> json(Alert alert) {
    return Ordered.map(
        "status", alert.resolved() ? "resolved" : "firing",
        "labels", alert.labels(),
        "annotations", alert.annotations(),
        "startsAt", alert.startsAt().toString(),
        // the zero time of Go, as Alertmanager sends it for what has not ended
        "endsAt", alert.resolved() ? alert.endsAt().toString() : "0001-01-01T00:00:00Z",
        "generatorURL", alert.link().orElse(""),
        "fingerprint", alert.fingerprint());
  }
}
