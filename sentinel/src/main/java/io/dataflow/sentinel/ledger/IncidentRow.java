package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;

import io.dataflow.sentinel.incident.Fingerprint;
import io.dataflow.sentinel.incident.Group;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Member;
import io.dataflow.sentinel.incident.Resolution;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.json.Json;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An incident as a row of its table. */
final class IncidentRow {
  static final List<String> COLUMNS =
      List.of(
          "incident_id",
          "fingerprint",
          "class",
          "dataset",
          "source",
          "scope",
          "group_name",
          "began_at",
          "opened_at",
          "severity",
          "title",
          "expected",
          "cause",
          "exchange",
          "members",
          "size",
          "missed",
          "state",
          "snoozed_until",
          "resolved_at",
          "resolution",
          "resolved_why",
          "openings",
          "clear_since",
          "noted_at",
          "note");

  private IncidentRow() {}

  static Object[] values(Incident i) {
    Incident.Detail detail = i.detail();
    Incident.Standing standing = i.standing();
    Fingerprint fingerprint = i.fingerprint();
    return bound(
        i.id(),
        fingerprint.text(),
        fingerprint.what().word(),
        fingerprint.dataset(),
        fingerprint.source(),
        fingerprint.group().scope(),
        fingerprint.group().name(),
        i.began(),
        i.opened(),
        detail.severity(),
        detail.title(),
        detail.expected(),
        detail.cause(),
        detail.exchange(),
        members(detail.members()),
        detail.size(),
        detail.missed(),
        standing.state(),
        standing.snoozedUntil(),
        standing.resolvedAt(),
        standing.resolution().map(Resolution::kind),
        standing.resolution().map(Resolution::why),
        standing.openings(),
        standing.clearSince(),
        standing.notedAt(),
        standing.note());
  }

  private static String members(List<Member> members) {
    return Json.line(
        members.stream()
            .map(
                m -> {
                  Map<String, Object> map = new LinkedHashMap<>();
                  map.put("name", m.name());
                  map.put("sessions", m.sessions().stream().map(LocalDate::toString).toList());
                  map.put("cause", m.cause());
                  return map;
                })
            .toList());
  }

  static Incident read(Row row) throws SQLException {
    return new Incident(
        row.text("incident_id"),
        new Fingerprint(
            IncidentClass.of(row.text("class")),
            row.text("dataset"),
            row.text("source"),
            new Group(Group.Scope.valueOf(row.text("scope")), row.text("group_name"))),
        row.instant("began_at"),
        row.instant("opened_at"),
        detail(row),
        standing(row));
  }

  private static Incident.Detail detail(Row row) throws SQLException {
    return new Incident.Detail(
        Severity.valueOf(row.text("severity")),
        row.text("title"),
        row.text("expected"),
        row.text("cause"),
        row.optionalText("exchange"),
        ((List<?>) Json.read(row.text("members")))
            .stream().map(m -> member((Map<?, ?>) m)).toList(),
        row.integer("size"),
        row.integer("missed"));
  }

  private static Member member(Map<?, ?> map) {
    return new Member(
        (String) map.get("name"),
        ((List<?>) map.get("sessions")).stream().map(d -> LocalDate.parse((String) d)).toList(),
        (String) map.get("cause"));
  }

  private static Incident.Standing standing(Row row) throws SQLException {
    Optional<String> why = row.optionalText("resolved_why");
    return new Incident.Standing(
        Incident.State.valueOf(row.text("state")),
        row.optionalInstant("snoozed_until"),
        row.optionalInstant("resolved_at"),
        row.optionalText("resolution")
            .map(kind -> new Resolution(Resolution.Kind.valueOf(kind), why.orElse(""))),
        row.integer("openings"),
        row.optionalInstant("clear_since"),
        row.instant("noted_at"),
        row.text("note"));
  }
}
