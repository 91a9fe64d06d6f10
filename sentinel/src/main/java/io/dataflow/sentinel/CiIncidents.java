package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.StepSummary;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.ledger.LedgerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The open incidents as a job of a CI is told of them.
 *
 * @param unread why they are not known
 */
record CiIncidents(List<Incident> open, Optional<String> unread) {

  /** What the ledger has; that it cannot be read is told as well. */
  static CiIncidents of(Sentinel sentinel) {
    try {
      List<Incident> open =
          sentinel.everRan() ? sentinel.ledger().incidents().open() : List.<Incident>of();
      return new CiIncidents(
          open.stream().sorted(IncidentText.WORST_FIRST).toList(), Optional.empty());
    } catch (LedgerException e) {
      return new CiIncidents(List.of(), Optional.of(e.getMessage()));
    }
  }

  /** How many; empty text when nobody knows. */
  String count() {
    return unread.isPresent() ? "" : Integer.toString(open.size());
  }

  void into(StepSummary summary) {
    unread.ifPresent(
        why -> summary.heading("Open incidents").paragraph("They could not be read: " + why));
    if (!open.isEmpty()) {
      summary
          .heading("Open incidents")
          .table(
              List.of("Id", "Severity", "State", "Since (UTC)", "What"),
              open.stream().map(CiIncidents::row).toList());
    }
  }

  private static List<String> row(Incident incident) {
    return List.of(
        incident.id(),
        incident.detail().severity().word(),
        incident.standing().state().name().toLowerCase(Locale.ROOT),
        ReportText.moment(incident.began()),
        incident.detail().title());
  }

  /** The whole of what a command says that looks between runs. */
  CiReport told(Sending sending, Optional<String> unjudged, UnaryOperator<String> redactor) {
    List<Annotation> annotations = new ArrayList<>();
    unjudged.ifPresent(why -> annotations.add(of(Annotation.Level.ERROR, "not judged", why)));
    sending.lost().forEach(p -> annotations.add(of(Annotation.Level.ERROR, "given up", p)));
    sending.late().forEach(p -> annotations.add(of(Annotation.Level.WARNING, "waiting", p)));
    for (Incident incident : open) {
      Incident.Detail detail = incident.detail();
      annotations.add(
          of(
              level(detail.severity()),
              detail.title(),
              detail.cause() + "\nsentinel incidents show " + incident.id()));
    }
    StepSummary summary =
        new StepSummary(redactor)
            .heading(count() + " incidents are open, " + sending.sent() + " messages were sent");
    unjudged.ifPresent(why -> summary.paragraph("It could not be judged: " + why));
    if (!sending.problems().isEmpty()) {
      summary.heading("Problems").list(sending.problems());
    }
    into(summary);
    Map<String, String> outputs = new TreeMap<>();
    outputs.put("open-incidents", count());
    outputs.put("sent", Integer.toString(sending.sent()));
    outputs.put("problems", String.join("\n", sending.problems()));
    return new CiReport(annotations, summary, outputs);
  }

  private static Annotation of(Annotation.Level level, String title, String message) {
    return new Annotation(level, Optional.empty(), title, message);
  }

  static Annotation.Level level(Severity severity) {
    return switch (severity) {
      case CRITICAL, ERROR -> Annotation.Level.ERROR;
      case WARNING -> Annotation.Level.WARNING;
      case INFO -> Annotation.Level.NOTICE;
    };
  }
}
