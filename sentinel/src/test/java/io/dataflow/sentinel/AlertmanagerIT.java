package io.dataflow.sentinel;

import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Subject;
import io.dataflow.sentinel.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Alertmanager hears of an incident from its beginning to its end. */
@Tag("slow")
@Timeout(120)
class AlertmanagerIT extends AlertScene {
  private static final List<String> A = List.of("S001");

  private RealAlertmanager alertmanager;

  @BeforeEach
  void starts() throws Exception {
    alertmanager = new RealAlertmanager(folder.resolve("alertmanager"), inbox.box("heard"));
    alerts(
        """
        route: {receiver: team}
        receivers:
          - name: team
            alertmanager_configs: [{url: "%s"}]
            webhook_configs: [{url: "%s"}]
        """
            .formatted(alertmanager.url(), inbox.box("beside")));
    // it goes by the time there is, and what is over ended before
    clock.moveTo(Clock.systemUTC().instant().minus(Duration.ofMinutes(15)));
  }

  @AfterEach
  void stops() throws Exception {
    alertmanager.close();
  }

  private Observation missing(LocalDate... sessions) {
    return new Observation(
        IncidentClass.MISSING,
        new Subject("silver.bars", "yahoo", Optional.of("XNYS"), "S001"),
        List.of(sessions),
        clock.instant().minus(Duration.ofHours(1)),
        "a bar",
        "source failed: HTTP 503",
        sessions.length);
  }

  private static Map<?, ?> map(Object value, String key) {
    return (Map<?, ?>) ((Map<?, ?>) value).get(key);
  }

  private static Instant end(Map<?, ?> alert) {
    return Instant.parse((String) alert.get("endsAt"));
  }

  private static boolean isOf(Map<?, ?> alert, String severity) {
    return severity.equals(map(alert, "annotations").get("severity"));
  }

  /** What Alertmanager told its own webhook, in order. */
  private List<Object> heard() {
    return inbox.letters("heard").stream()
        .<Object>map(l -> ((Map<?, ?>) Json.read(l.body())).get("status"))
        .toList();
  }

  @Test
  void hearsThatItBeganThatItLastsThatItIsWorseAndThatItIsOver() throws Exception {
    seen(A, missing(FRIDAY));
    assertThat(send().exitCode()).isZero();
    Map<?, ?> first = alertmanager.alert(alert -> isOf(alert, "warning"));
    Map<?, ?> labels = map(first, "labels");
    assertThat(labels)
        .isEqualTo(
            Map.of(
                "alertname", "sentinel-missing",
                "class", "missing",
                "dataset", "silver.bars",
                "source", "yahoo",
                "exchange", "XNYS",
                "instrument", "S001",
                "scope", "instrument",
                "environment", sentinel().settings().environment().env()));
    assertThat(end(first)).isEqualTo(millis(clock.instant().plus(Duration.ofHours(26))));
    assertThat(first.get("fingerprint")).isEqualTo(fingerprintBeside());
    assertThat(Mailboxes.comes(() -> heard().size() == 1)).isTrue();

    clock.advance(Duration.ofMinutes(5));
    desk().timers();
    assertThat(send().exitCode()).isZero();
    alertmanager.alert(
        alert -> end(alert).equals(millis(clock.instant().plus(Duration.ofHours(26)))));

    clock.advance(Duration.ofMinutes(5));
    seen(A, missing(FRIDAY, MONDAY));
    send();
    Map<?, ?> worse = alertmanager.alert(alert -> isOf(alert, "error"));
    assertThat(map(worse, "labels")).as("the same alert").isEqualTo(labels);
    assertThat(worse.get("startsAt")).isEqualTo(first.get("startsAt"));

    clock.advance(Duration.ofMinutes(1));
    over();
    assertThat(heard()).doesNotHaveDuplicates().containsExactly("firing", "resolved");
  }

  /** As Alertmanager keeps times. */
  private static Instant millis(Instant at) {
    return Instant.ofEpochMilli(at.toEpochMilli());
  }

  /** What our own webhook body says of the same alert. */
  private Object fingerprintBeside() {
    List<?> alerts =
        (List<?>) ((Map<?, ?>) Json.read(inbox.letters("beside").get(0).body())).get("alerts");
    return ((Map<?, ?>) alerts.get(0)).get("fingerprint");
  }

  private void over() throws Exception {
    seen(A);
    assertThat(send().exitCode()).isZero();
    assertThat(Mailboxes.comes(() -> heard().contains("resolved"))).isTrue();
    assertThat(alertmanager.alerts()).isEmpty();
  }

  @Test
  void oneThatLostAllItKnewHearsOfItFromTheNextNotify() throws Exception {
    seen(A, missing(FRIDAY));
    send();
    alertmanager.alert(alert -> true);
    alertmanager.restartsEmpty();
    assertThat(alertmanager.alerts()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    desk().timers();
    assertThat(send().exitCode()).isZero();

    alertmanager.alert(alert -> isOf(alert, "warning"));
    clock.advance(Duration.ofMinutes(1));
    over();
  }

  @Test
  void oneThatWasAwayHearsOfItWhenItIsBack() throws Exception {
    alertmanager.close();
    seen(A, missing(FRIDAY));
    assertThat(send().exitCode()).isEqualTo(ExitCode.WARNINGS);
    alertmanager.restartsEmpty();

    clock.advance(Duration.ofMinutes(1));
    assertThat(send().exitCode()).isZero();

    alertmanager.alert(alert -> true);
  }
}
