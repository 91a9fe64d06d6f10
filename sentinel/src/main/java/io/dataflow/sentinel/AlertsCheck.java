package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.routing.AlertSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks whether anybody is told, and whether messages arrive. Sends nothing. */
final class AlertsCheck {
  private static final Duration LONG = Duration.ofHours(1);

  private final Sentinel sentinel;
  private final Clock wall;
  private final boolean offline;

  /**
   * @param offline whether a database is left out
   */
  AlertsCheck(Sentinel sentinel, Clock wall, boolean offline) {
    this.sentinel = sentinel;
    this.wall = wall;
    this.offline = offline;
  }

  List<Symptom> symptoms() {
    List<Symptom> all = new ArrayList<>();
    all.add(receivers(sentinel.alerts(wall).settings()));
    if (offline && sentinel.settings().environment().databaseUrl().isPresent()) {
      all.add(Symptom.leftOut("messages", "the database was not asked (--offline)"));
      all.add(Symptom.leftOut("incidents", "the database was not asked (--offline)"));
    } else if (sentinel.everRan()) {
      all.add(messages(sentinel.clock().instant()));
      all.add(incidents());
    }
    return all;
  }

  private static Symptom receivers(AlertSettings settings) {
    if (settings.receivers().isEmpty()) {
      return Symptom.leftOut(
          "alerts",
          "nobody is told: there is no alerts file, and EMAIL_USER, EMAIL_PASS and EMAIL_TO are"
              + " not set");
    }
    long channels = settings.receivers().stream().mapToLong(r -> r.sends().size()).sum();
    String who = settings.receivers().size() + " receivers over " + channels + " channels";
    return settings.warnings().isEmpty()
        ? Symptom.ok("alerts", who)
        : Symptom.warn("alerts", settings.warnings().get(0), "sentinel alerts check");
  }

  private Symptom messages(Instant now) {
    for (Map.Entry<String, Outgoing> last : sentinel.ledger().outbox().lastSettled().entrySet()) {
      if (last.getValue().state() == Outgoing.State.GIVEN_UP) {
        return Symptom.warn(
            "messages",
            last.getKey() + " took none: " + last.getValue().failure().orElse("unknown"),
            "mend that, then sentinel notify --again");
      }
    }
    List<Outgoing> late =
        sentinel.ledger().outbox().pending().stream()
            .filter(o -> o.created().plus(LONG).isBefore(now))
            .toList();
    return late.isEmpty()
        ? Symptom.ok("messages", "none waits for long, and no channel gave up")
        : Symptom.warn(
            "messages",
            late.size() + " wait since " + ReportText.moment(late.get(0).created()),
            "sentinel notify");
  }

  private Symptom incidents() {
    List<Incident> open =
        sentinel.ledger().incidents().open().stream().sorted(IncidentText.WORST_FIRST).toList();
    return open.isEmpty()
        ? Symptom.ok("incidents", "none is open")
        : Symptom.warn(
            "incidents",
            open.size() + " open, the worst: " + open.get(0).detail().title(),
            "sentinel incidents ls");
  }
}
