package io.dataflow.sentinel.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Events as an iCalendar file (RFC 5545). Instants are written in UTC, so no zone is needed. */
public final class IcsText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** RFC 5545, 3.1: a line holds at most 75 octets besides its end. */
  private static final int LONGEST_LINE = 75;

  /** RFC 5545, 3.6: a file holds at least one component; this one says nothing. */
  private static final List<String> NO_EVENT =
      List.of(
          "BEGIN:VTIMEZONE",
          "TZID:Etc/UTC",
          "BEGIN:STANDARD",
          "DTSTART:19700101T000000",
          "TZOFFSETFROM:+0000",
          "TZOFFSETTO:+0000",
          "END:STANDARD",
          "END:VTIMEZONE");

  private final StringBuilder text = new StringBuilder();

  private IcsText() {}

  /**
   * The whole file.
   *
   * @param name what calendar programs call it
   * @param stamp when the facts were known; seconds count
   */
  public static String of(String name, List<IcsEvent> events, Instant stamp) {
    IcsText ics = new IcsText();
    ics.line("BEGIN:VCALENDAR");
    ics.line("VERSION:2.0");
    ics.line("PRODID:-//DATAFLOW-SENTINEL//sentinel//EN");
    ics.line("CALSCALE:GREGORIAN");
    ics.line("X-WR-CALNAME:" + escaped(name));
    if (events.isEmpty()) {
      NO_EVENT.forEach(ics::line);
    }
    events.forEach(event -> ics.event(event, stamp.truncatedTo(ChronoUnit.SECONDS)));
    ics.line("END:VCALENDAR");
    return ics.text.toString();
  }

  private void event(IcsEvent event, Instant stamp) {
    line("BEGIN:VEVENT");
    line("UID:" + escaped(event.uid()));
    line("DTSTAMP:" + MOMENT.format(stamp));
    if (event.when() instanceof IcsEvent.When.AllDay day) {
      LocalDate next = day.date().plusDays(1);
      line("DTSTART;VALUE=DATE:" + DATE.format(day.date()));
      line("DTEND;VALUE=DATE:" + DATE.format(next));
    } else if (event.when() instanceof IcsEvent.When.Timed timed) {
      line("DTSTART:" + MOMENT.format(timed.start()));
      if (timed.end().isAfter(timed.start())) {
        line("DTEND:" + MOMENT.format(timed.end()));
      }
    }
    line("SUMMARY:" + escaped(event.summary()));
    if (!event.description().isBlank()) {
      line("DESCRIPTION:" + escaped(event.description()));
    }
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  /** RFC 5545, 3.3.11; other control characters have no place in a text. */
  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replaceAll("\r\n|\r|\n", "\\\\n")
        .replaceAll("[\\p{Cntrl}&&[^\t]]", "");
  }

  /** Folds a line; no character is cut in two. */
  private void line(String content) {
    int used = 0;
    for (int at = 0; at < content.length(); ) {
      String character = Character.toString(content.codePointAt(at));
      int octets = character.getBytes(StandardCharsets.UTF_8).length;
      if (used + octets > LONGEST_LINE) {
        text.append("\r\n ");
        used = 1;
      }
      text.append(character);
      used += octets;
      at += character.length();
    }
    text.append("\r\n");
  }
}
