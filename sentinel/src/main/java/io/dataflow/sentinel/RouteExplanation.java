package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.Receiver;
import io.dataflow.sentinel.routing.Routed;
import io.dataflow.sentinel.text.ForeignText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who would be told of an incident, and why.
 *
 * @param receivers their channels' ids, by receiver; those that would be told now
 * @param steps each route that was asked, and what keeps it quiet
 */
record RouteExplanation(
    Map<String, String> labels, Map<String, List<String>> receivers, List<String> steps) {

  /** Of an incident that is thought up. */
  static RouteExplanation of(AlertDesk desk, Map<String, String> labels, Instant at) {
    return of(desk, labels, at, Optional.empty());
  }

  /** Of one that is there, with what silences or inhibits it. */
  static RouteExplanation of(AlertDesk desk, Incident incident, Sentinel sentinel, Instant at) {
    String environment = sentinel.settings().environment().env();
    Map<String, String> labels = incident.labels(environment);
    List<Map<String, String>> open =
        sentinel.ledger().incidents().open().stream().map(i -> i.labels(environment)).toList();
    Optional<String> quiet =
        desk.directory(at)
            .silencedBy(incident)
            .map(s -> "silenced by " + s.id() + " until " + s.ends() + ": " + s.why())
            .or(
                () ->
                    desk.settings()
                        .inhibitions()
                        .inhibitedBy(labels, open)
                        .map(by -> "inhibited by the open incident " + by.source()))
            .or(() -> incident.standing().snoozedUntil().map(until -> "snoozed until " + until));
    return of(desk, labels, at, quiet);
  }

  private static RouteExplanation of(
      AlertDesk desk, Map<String, String> labels, Instant at, Optional<String> quiet) {
    AlertSettings settings = desk.settings();
    List<String> steps = new ArrayList<>(settings.routes().explained(labels, at));
    quiet.ifPresent(steps::add);
    Map<String, List<String>> told = new LinkedHashMap<>();
    for (Routed routed : settings.routes().routed(labels, at)) {
      Optional<Receiver> receiver = settings.receiver(routed.receiver());
      if (receiver.isPresent() && routed.muted().isEmpty() && quiet.isEmpty()) {
        told.put(routed.receiver(), List.copyOf(desk.channelsOf(List.of(receiver.get())).keySet()));
      }
    }
    return new RouteExplanation(new TreeMap<>(labels), told, steps);
  }

  String text() {
    StringBuilder text = new StringBuilder("An incident with\n");
    labels.forEach(
        (name, value) ->
            text.append("  ")
                .append(name)
                .append("=\"")
                .append(ForeignText.line(value))
                .append("\"\n"));
    text.append(receivers.isEmpty() ? "would be told to nobody.\n" : "would be told to\n");
    receivers.forEach(
        (name, lines) ->
            text.append("  ")
                .append(name)
                .append(" over ")
                .append(String.join(", ", lines))
                .append('\n'));
    text.append("Why:\n");
    steps.forEach(step -> text.append("  ").append(ForeignText.line(step)).append('\n'));
    return text.toString();
  }

  String json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("labels", labels);
    map.put("receivers", receivers);
    map.put("why", steps);
    return Json.pretty(map);
  }
}
