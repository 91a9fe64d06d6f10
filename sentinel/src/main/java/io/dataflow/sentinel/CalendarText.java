package io.dataflow.sentinel;

import io.dataflow.sentinel.export.CalendarDays;
import io.dataflow.sentinel.export.CalendarEvents;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Occasion;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.text.ForeignText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says calendars and their days in a table or as JSON. */
final class CalendarText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter OTHER_DAY =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  private CalendarText() {}

  /** The calendar in a line, then a line a session or closure. */
  static String table(CalendarDays days) {
    TradingCalendar calendar = days.calendar();
    TextTable table =
        new TextTable("SESSION", "OPEN", "CLOSE", "BREAK", "OPEN UTC", "CLOSE UTC", "KIND", "WHY");
    days.days().forEach(day -> table.add(row(day, calendar)));
    return calendar.name()
        + ", "
        + ForeignText.line(calendar.title())
        + ". Times of "
        + (calendar.zone().getId().equals("UTC") ? "UTC." : calendar.zone() + " and UTC.")
        + (verified(calendar).isEmpty() ? "" : " Verified " + verified(calendar) + ".")
        + "\n\n"
        + table;
  }

  private static List<String> row(CalendarDays.Day day, TradingCalendar calendar) {
    String date = ReportText.day(day.date());
    String why = day.occasion().map(Occasion::name).orElse("");
    if (day.session().isEmpty()) {
      return List.of(date, "-", "-", "", "-", "-", day.kind(), why);
    }
    Session session = day.session().get();
    return List.of(
        date,
        CalendarEvents.local(session.open(), day.date(), calendar),
        CalendarEvents.local(session.close(), day.date(), calendar),
        session
            .pause()
            .map(
                p ->
                    CalendarEvents.local(p.start(), day.date(), calendar)
                        + "-"
                        + CalendarEvents.local(p.end(), day.date(), calendar))
            .orElse(""),
        utc(session.open(), day.date()),
        utc(session.close(), day.date()),
        day.kind(),
        why);
  }

  /** {@code 17:00}, or {@code Mon 23:00} on another UTC day than the session's date. */
  private static String utc(Instant instant, LocalDate session) {
    ZonedDateTime at = instant.atZone(ZoneOffset.UTC);
    return (at.toLocalDate().equals(session) ? CLOCK : OTHER_DAY).format(at);
  }

  /** {@code from 1990-01-01}, {@code until 2027-12-31}, both, or nothing where no end is stated. */
  static String verified(TradingCalendar calendar) {
    Optional<String> from = calendar.verifiedFrom().map(date -> "from " + date);
    Optional<String> until = calendar.verifiedUntil().map(date -> "until " + date);
    return (from.orElse("") + " " + until.orElse("")).strip();
  }

  /** A line a calendar. */
  static String list(List<TradingCalendar> calendars, Calendars known) {
    TextTable table = new TextTable("CALENDAR", "TITLE", "ZONE", "VERIFIED", "ALSO CALLED");
    for (TradingCalendar one : calendars) {
      table.add(
          List.of(
              one.name(),
              one.title(),
              one.zone().toString(),
              verified(one),
              String.join(", ", known.aliases(one.name()))));
    }
    return table.toString();
  }

  static List<Map<String, Object>> jsonList(List<TradingCalendar> calendars, Calendars known) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TradingCalendar one : calendars) {
      Map<String, Object> row = identity(one);
      row.put("aliases", known.aliases(one.name()));
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> identity(TradingCalendar calendar) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("calendar", calendar.name());
    row.put("title", calendar.title());
    row.put("zone", calendar.zone().toString());
    row.put("version", calendar.version());
    row.put("verified_from", text(calendar.verifiedFrom()));
    row.put("verified_until", text(calendar.verifiedUntil()));
    return row;
  }

  /** Sessions and closures apart, for programs. */
  static Map<String, Object> json(CalendarDays days) {
    Map<String, Object> root = identity(days.calendar());
    root.put("from", days.from().toString());
    root.put("to", days.to().toString());
    root.put("as_of", days.knownAt().toString());
    List<Map<String, Object>> sessions = new ArrayList<>();
    List<Map<String, Object>> closures = new ArrayList<>();
    for (CalendarDays.Day day : days.days()) {
      day.session()
          .ifPresentOrElse(
              session -> sessions.add(session(day, session)), () -> closures.add(closure(day)));
    }
    root.put("sessions", sessions);
    root.put("closures", closures);
    return root;
  }

  private static Map<String, Object> session(CalendarDays.Day day, Session session) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("session", day.date().toString());
    row.put("open", session.open().toString());
    row.put("close", session.close().toString());
    row.put("break_start", text(session.pause().map(Session.Pause::start)));
    row.put("break_end", text(session.pause().map(Session.Pause::end)));
    row.put("kind", day.kind());
    row.put("why", text(day.occasion().map(Occasion::name)));
    return row;
  }

  private static Map<String, Object> closure(CalendarDays.Day day) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("date", day.date().toString());
    row.put("why", text(day.occasion().map(Occasion::name)));
    return row;
  }

  /** JSON's null when absent. */
  private static Object text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }
}
