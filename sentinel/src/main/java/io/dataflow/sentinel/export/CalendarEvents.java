package io.dataflow.sentinel.export;

import io.dataflow.sentinel.market.Occasion;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What is special in a stretch of a calendar, as events: closed days all day, other hours from the
 * open to the close.
 */
public final class CalendarEvents {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter OTHER_DAY =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  private CalendarEvents() {}

  /** The events in order of dates. */
  public static List<IcsEvent> of(CalendarDays days) {
    return days.days().stream()
        .filter(day -> day.occasion().isPresent())
        .map(day -> event(days.calendar(), day))
        .toList();
  }

  private static IcsEvent event(TradingCalendar calendar, CalendarDays.Day day) {
    Occasion occasion = day.occasion().orElseThrow();
    String name = calendar.name();
    String uid = uid(name, day.date());
    String about = calendar.title() + " (" + name + "), " + day.date();
    return day.session()
        .map(
            session ->
                new IcsEvent(
                    uid,
                    new IcsEvent.When.Timed(session.open(), session.close()),
                    name + " " + occasion.kind() + ": " + occasion.name(),
                    about + "\n" + hours(session, calendar)))
        .orElseGet(
            () ->
                new IcsEvent(
                    uid,
                    new IcsEvent.When.AllDay(day.date()),
                    name + " closed: " + occasion.name(),
                    about));
  }

  /** One entry a calendar and date: when an early close becomes a closure, it is replaced. */
  static String uid(String calendar, LocalDate date) {
    return date + "-" + calendar.toLowerCase(Locale.ROOT).replace('/', '-') + "@dataflow-sentinel";
  }

  private static String hours(Session session, TradingCalendar calendar) {
    return "open "
        + local(session.open(), session.date(), calendar)
        + ", close "
        + local(session.close(), session.date(), calendar)
        + " "
        + calendar.zone();
  }

  /** {@code 13:00}, or {@code Sun 18:00} on another day than the session's own. */
  public static String local(Instant instant, LocalDate session, TradingCalendar calendar) {
    ZonedDateTime at = instant.atZone(calendar.zone());
    return (at.toLocalDate().equals(session) ? CLOCK : OTHER_DAY).format(at);
  }
}
