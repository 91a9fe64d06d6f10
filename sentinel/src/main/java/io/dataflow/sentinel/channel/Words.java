package io.dataflow.sentinel.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How moments, lengths of time and lists are written in messages: always UTC, always English. */
final class Words {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm 'UTC'", Locale.ENGLISH);

  private Words() {}

  /** {@code Sat 2026-11-21 04:30 UTC}. */
  static String moment(Instant instant) {
    return MOMENT.format(instant.atOffset(ZoneOffset.UTC));
  }

  /**
   * The two largest units: {@code 3 days 2 h}, {@code 2 h 15 min}, {@code 40 s}. What is left of
   * them is dropped, so that nothing lasts longer than it did.
   */
  static String length(Duration duration) {
    Duration length = duration.isNegative() ? Duration.ZERO : duration;
    long days = length.toDays();
    if (days > 0) {
      return joined(days + (days == 1 ? " day" : " days"), length.toHoursPart(), " h");
    }
    if (length.toHours() > 0) {
      return joined(length.toHours() + " h", length.toMinutesPart(), " min");
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }

  private static String joined(String whole, int part, String unit) {
    return part == 0 ? whole : whole + " " + part + unit;
  }

  /** {@code AAPL, MSFT and 478 more}; empty when none may be named. */
  static String some(List<String> names, int most) {
    if (most == 0 || names.isEmpty()) {
      return "";
    }
    if (names.size() <= most) {
      return String.join(", ", names);
    }
    List<String> shown = new ArrayList<>(names.subList(0, most));
    return String.join(", ", shown) + " and " + (names.size() - most) + " more";
  }

  /** {@code 1 incident}, {@code 12 incidents}. */
  static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** The text, or its beginning and three dots, in no more than so many characters. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    if (longest <= 3) {
      return "...".substring(0, longest);
    }
    int end = longest - 3;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
            .stripTrailing()
        + "...";
  }
}
