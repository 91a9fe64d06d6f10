package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.market.Occasion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what is due next in tables or as JSON. */
final class OutlookText {
  /** More instruments than these are counted, not named. */
  private static final int MOST_NAMED = 4;

  private OutlookText() {}

  /** What is due, what is not owed, and of what nothing can be said. */
  static String text(Outlook outlook) {
    StringBuilder text = new StringBuilder();
    text.append("As of ")
        .append(ReportText.moment(outlook.asOf()))
        .append(", sessions that close until ")
        .append(ReportText.moment(outlook.until()))
        .append(":\n\n");
    List<Outlook.Group> groups = outlook.groups();
    text.append(groups.isEmpty() ? "nothing is due\n" : due(groups));
    if (!outlook.unowed().isEmpty()) {
      text.append("\nNothing is owed:\n").append(unowed(outlook.unowed()));
    }
    if (!outlook.withoutCalendar().isEmpty()) {
      text.append("\nNothing can be said:\n");
      outlook
          .withoutCalendar()
          .forEach(
              i ->
                  text.append("  ")
                      .append(i.feed().instrument())
                      .append(": no calendar: ")
                      .append(i.calendarRule())
                      .append('\n'));
    }
    return text.toString();
  }

  private static String due(List<Outlook.Group> groups) {
    TextTable table =
        new TextTable(
            "DUE BY (UTC)",
            "CALENDAR",
            "SESSION",
            "OPEN (UTC)",
            "CLOSE (UTC)",
            "LAG + GRACE",
            "INSTRUMENTS",
            "NOTE");
    for (Outlook.Group group : groups) {
      Outlook.Group.Shared shared = group.shared();
      table.add(
          List.of(
              utc(shared.deadline()),
              shared.calendar(),
              ReportText.day(shared.session()),
              utc(shared.open()),
              utc(shared.close()),
              shared.lag() + " + " + shared.grace(),
              named(group.instruments()),
              shared.occasion().map(OutlookText::words).orElse("")));
    }
    return table.toString();
  }

  private static String utc(java.time.Instant instant) {
    return ReportText.moment(instant).replace(" UTC", "");
  }

  private static String words(Occasion occasion) {
    return occasion.kind() + ": " + occasion.name();
  }

  static String named(List<String> instruments) {
    return instruments.size() > MOST_NAMED
        ? instruments.size() + " instruments"
        : String.join(", ", instruments);
  }

  private static String unowed(List<Outlook.Unowed> unowed) {
    TextTable table = new TextTable("DATE", "CALENDAR", "INSTRUMENTS", "WHY");
    for (Outlook.Unowed one : unowed) {
      table.add(
          List.of(
              ReportText.day(one.what().date()),
              one.what().calendar(),
              named(one.instruments()),
              one.what().reason()));
    }
    return table.toString();
  }

  /** Each instrument by itself, for programs. */
  static Map<String, Object> json(Outlook outlook) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("as_of", outlook.asOf().toString());
    root.put("until", outlook.until().toString());
    root.put("due", outlook.due().stream().map(OutlookText::due).toList());
    List<Map<String, Object>> unowed = new ArrayList<>();
    for (Outlook.Unowed one : outlook.unowed()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("date", one.what().date().toString());
      row.put("calendar", one.what().calendar());
      row.put("reason", one.what().reason());
      row.put("instruments", one.instruments());
      unowed.add(row);
    }
    root.put("not_owed", unowed);
    List<Map<String, Object>> without = new ArrayList<>();
    for (Instrument one : outlook.withoutCalendar()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("instrument", one.feed().instrument());
      row.put("reason", one.calendarRule());
      without.add(row);
    }
    root.put("no_calendar", without);
    root.put("warnings", outlook.warnings());
    return root;
  }

  private static Map<String, Object> due(Outlook.Coming coming) {
    Expectation e = coming.expectation();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("instrument", e.feed().instrument());
    row.put("interval", e.feed().interval().code());
    row.put("session", e.session().toString());
    row.put("open", e.open().toString());
    row.put("close", e.close().toString());
    row.put("deadline", e.deadline().toString());
    row.put("calendar", e.calendar());
    row.put("calendar_rule", coming.instrument().calendarRule());
    row.put("lag", e.lag().toString());
    row.put("grace", e.grace().toString());
    row.put("kind", coming.occasion().map(Occasion::kind).orElse("regular"));
    row.put("why", coming.occasion().map(Occasion::name).orElse(null));
    row.put("written", coming.written());
    row.put("changed", changed(e).orElse(null));
    return row;
  }

  /** What superseded an earlier promise. */
  private static Optional<String> changed(Expectation expectation) {
    return Optional.of(expectation.reason())
        .filter(reason -> !reason.equals(Expectations.SCHEDULED))
        .filter(reason -> !reason.equals(Expectations.SCHEDULED_LATE));
  }
}
