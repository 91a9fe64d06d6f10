package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.incident.Member;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.text.ForeignText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Incidents for a person at a terminal. */
final class IncidentText {
  static final Comparator<Incident> WORST_FIRST =
      Comparator.comparing((Incident i) -> i.detail().severity(), Comparator.reverseOrder())
          .thenComparing(Incident::began)
          .thenComparing(Incident::id);

  private static final int MEMBERS = 20;

  private IncidentText() {}

  /** A line on what is open, for the end of a run's report; empty text when nothing is. */
  static String open(Sentinel sentinel) {
    if (!sentinel.everRan()) {
      return "";
    }
    List<Incident> open = sentinel.ledger().incidents().open();
    return open.isEmpty()
        ? ""
        : "Incidents: "
            + open.size()
            + " open, the worst: "
            + ForeignText.line(open.stream().min(WORST_FIRST).orElseThrow().detail().title())
            + ". See: sentinel incidents ls\n";
  }

  static String table(List<Incident> incidents) {
    TextTable table = new TextTable("ID", "SEVERITY", "STATE", "SINCE (UTC)", "WHAT");
    for (Incident i : incidents) {
      table.add(
          List.of(
              i.id(),
              i.detail().severity().word(),
              i.standing().state().name().toLowerCase(Locale.ROOT),
              ReportText.moment(i.began()).replace(" UTC", ""),
              i.detail().title()));
    }
    return table.toString();
  }

  static String whole(IncidentStory story, Instant now) {
    Incident incident = story.incident();
    Incident.Detail detail = incident.detail();
    StringBuilder text = new StringBuilder();
    line(text, detail.title());
    named(text, "id", incident.id());
    named(text, "class", incident.fingerprint().what().word());
    named(text, "state", state(incident));
    named(text, "severity", detail.severity().word());
    named(text, "since", ReportText.moment(incident.began()));
    named(text, "expected", detail.expected());
    named(text, "cause", detail.cause());
    if (!detail.scope().isEmpty()) {
      named(text, "how bad", detail.scope());
    }
    named(text, incident.over() ? "lasted" : "lasts", Durations.words(story.lasted(now)));
    named(
        text,
        "detected",
        story.toDetect().isZero() ? "at once" : "after " + Durations.words(story.toDetect()));
    named(
        text,
        "told",
        story
            .toNotify()
            .map(d -> d.isZero() ? "at once" : Durations.words(d) + " later")
            .orElse("nobody yet"));
    members(text, detail.members());
    history(text, story.events());
    messages(text, story.messages());
    return text.toString();
  }

  private static String state(Incident incident) {
    String word = incident.standing().state().name().toLowerCase(Locale.ROOT);
    return word
        + incident.standing().snoozedUntil().map(u -> " until " + ReportText.moment(u)).orElse("")
        + incident
            .standing()
            .resolution()
            .map(
                r ->
                    " "
                        + ReportText.moment(incident.standing().resolvedAt().orElseThrow())
                        + ", "
                        + r.why())
            .orElse("");
  }

  private static void members(StringBuilder text, List<Member> members) {
    if (members.size() < 2) {
      return;
    }
    line(text, "");
    line(text, "Members:");
    TextTable table = new TextTable("  NAME", "SESSIONS", "CAUSE");
    members.stream()
        .limit(MEMBERS)
        .forEach(
            m ->
                table.add(
                    List.of(
                        "  " + m.name(),
                        m.sessions().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(" ")),
                        m.cause())));
    text.append(table);
    if (members.size() > MEMBERS) {
      line(text, "  and " + (members.size() - MEMBERS) + " more: see --json");
    }
  }

  private static void history(StringBuilder text, List<IncidentEvent> events) {
    line(text, "");
    line(text, "History (UTC):");
    TextTable table = new TextTable("  WHEN", "WHAT", "BY", "DETAIL");
    events.forEach(
        e ->
            table.add(
                List.of(
                    "  " + ReportText.moment(e.at()).replace(" UTC", ""),
                    e.kind().word(),
                    e.by(),
                    e.detail())));
    text.append(table);
  }

  private static void messages(StringBuilder text, List<Outgoing> messages) {
    line(text, "");
    line(text, messages.isEmpty() ? "No message about it was made." : "Messages (UTC):");
    if (messages.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("  WHEN", "CHANNEL", "KIND", "STATE", "ATTEMPTS", "FAILURE");
    messages.forEach(
        o ->
            table.add(
                List.of(
                    "  " + ReportText.moment(o.created()).replace(" UTC", ""),
                    o.line(),
                    o.message().kind().name().toLowerCase(Locale.ROOT),
                    o.state().word(),
                    Integer.toString(o.attempts()),
                    o.failure().orElse(""))));
    text.append(table);
  }

  private static void named(StringBuilder text, String name, String value) {
    line(text, String.format(Locale.ROOT, "  %-9s %s", name, value));
  }

  private static void line(StringBuilder text, String line) {
    text.append(ForeignText.line(line)).append('\n');
  }
}
