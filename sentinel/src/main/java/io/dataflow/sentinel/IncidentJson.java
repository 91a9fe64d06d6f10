package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Incidents as JSON values. */
final class IncidentJson {
  private IncidentJson() {}

  static Map<String, Object> brief(Incident incident) {
    Incident.Detail detail = incident.detail();
    Incident.Standing standing = incident.standing();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", incident.id());
    map.put("fingerprint", incident.fingerprint().text());
    map.put("class", incident.fingerprint().what().word());
    map.put("state", standing.state().name());
    map.put("severity", detail.severity().word());
    map.put("title", detail.title());
    map.put("expected", detail.expected());
    map.put("cause", detail.cause());
    map.put("members", detail.members().size());
    map.put("of", detail.size() == 0 ? null : detail.size());
    map.put("missed", detail.missed());
    map.put("began_at", incident.began().toString());
    map.put("opened_at", incident.opened().toString());
    map.put("snoozed_until", standing.snoozedUntil().map(Instant::toString).orElse(null));
    map.put("resolved_at", standing.resolvedAt().map(Instant::toString).orElse(null));
    map.put("resolution", standing.resolution().map(Resolution::kind).map(Enum::name).orElse(null));
    map.put("resolved_why", standing.resolution().map(Resolution::why).orElse(null));
    map.put("openings", standing.openings());
    return map;
  }

  static Map<String, Object> whole(IncidentStory story) {
    Map<String, Object> map = brief(story.incident());
    map.put("time_to_detect_s", story.toDetect().toSeconds());
    map.put("time_to_notify_s", story.toNotify().map(Duration::toSeconds).orElse(null));
    map.put("time_to_repair_s", story.toRepair().map(Duration::toSeconds).orElse(null));
    map.put("member_list", members(story.incident()));
    map.put(
        "history",
        story.events().stream()
            .map(
                e -> {
                  Map<String, Object> event = new LinkedHashMap<>();
                  event.put("at", e.at().toString());
                  event.put("event", e.kind().word());
                  event.put("by", e.by());
                  event.put("detail", e.detail());
                  return event;
                })
            .toList());
    map.put(
        "messages",
        story.messages().stream()
            .map(
                o -> {
                  Map<String, Object> message = new LinkedHashMap<>();
                  message.put("id", o.id());
                  message.put("channel", o.line());
                  message.put("kind", o.message().kind().name());
                  message.put("state", o.state().word());
                  message.put("created_at", o.created().toString());
                  message.put("attempts", o.attempts());
                  message.put("failure", o.failure().orElse(null));
                  message.put("done_at", o.done().map(Instant::toString).orElse(null));
                  return message;
                })
            .toList());
    return map;
  }

  private static List<Map<String, Object>> members(Incident incident) {
    return incident.detail().members().stream()
        .map(
            m -> {
              Map<String, Object> member = new LinkedHashMap<>();
              member.put("name", m.name());
              member.put("sessions", m.sessions().stream().map(LocalDate::toString).toList());
              member.put("cause", m.cause());
              return member;
            })
        .toList();
  }
}
