package io.dataflow.sentinel.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The holidays of a calendar as Alertmanager's {@code time_intervals}: a route that names the
 * interval is muted, or active, on these days.
 *
 * <p>An interval there is a whole day by the clock of a place, so that a session that opens the
 * evening before is covered by its date only.
 */
public final class TimeIntervals {
  private TimeIntervals() {}

  /** YAML to be put into the configuration of Alertmanager, one interval a date. */
  public static String text(CalendarDays days) {
    String calendar = days.calendar().name();
    String location = quoted(location(days.calendar().zone()));
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Days on which ")
        .append(comment(calendar + " (" + days.calendar().title() + ")"))
        .append(" is closed, ")
        .append(days.from() + " to " + days.to())
        .append(", as known at ")
        .append(Instant.ofEpochSecond(days.knownAt().getEpochSecond()))
        .append(".\ntime_intervals:\n- name: ")
        .append(quoted(calendar + " holidays"))
        .append("\n  time_intervals:");
    List<CalendarDays.Day> closures = days.closures();
    yaml.append(closures.isEmpty() ? " []\n" : "\n");
    for (CalendarDays.Day day : closures) {
      LocalDate date = day.date();
      yaml.append("  - years: ['").append(date.getYear());
      yaml.append("']  # ").append(comment(day.occasion().orElseThrow().name()));
      yaml.append("\n    months: ['").append(date.getMonthValue());
      yaml.append("']\n    days_of_month: ['").append(date.getDayOfMonth());
      yaml.append("']\n    location: ").append(location).append('\n');
    }
    return yaml.toString();
  }

  /** A calendar's zone is a place or UTC, and Alertmanager looks it up by that name. */
  private static String location(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  private static String comment(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** A double-quoted YAML scalar. */
  private static String quoted(String text) {
    return '"' + comment(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
