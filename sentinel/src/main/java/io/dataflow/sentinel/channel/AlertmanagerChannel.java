package io.dataflow.sentinel.channel;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Prometheus Alertmanager over its API, version 2. It takes an alert as over unless it hears of
 * it again before the alert's end.
 */
final class AlertmanagerChannel implements Channel {
  private final ChannelSettings.Alertmanager settings;
  private final HttpCaller http;
  private final Outcomes outcomes;

  AlertmanagerChannel(ChannelSettings.Alertmanager settings, HttpCaller http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.outcomes = new Outcomes("alertmanager_configs", clock);
  }

  @Override
  public String type() {
    return "alertmanager";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.ALERT_SYSTEM.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    List<Map<String, Object>> alerts =
        message.entries().stream().map(entry -> json(Alert.of(message, entry))).toList();
    String url = settings.url().reveal().replaceFirst("/+$", "") + "/api/v2/alerts";
    return outcomes.of(http.call(authorized(HttpCall.post(url, alerts))));
  }

  private HttpCall authorized(HttpCall call) {
    if (settings.username().isEmpty() || settings.password().isEmpty()) {
      return call;
    }
    String pair = settings.username().get().reveal() + ":" + settings.password().get().reveal();
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return call.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private static Map<String, Object> json(Alert alert) {
    return Ordered.map(
        "labels", alert.labels(),
        "annotations", alert.annotations(),
        "startsAt", alert.startsAt().toString(),
        "endsAt", alert.endsAt().toString(),
        "generatorURL", alert.link());
  }
}
