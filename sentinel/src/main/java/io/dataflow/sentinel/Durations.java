package io.dataflow.sentinel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says durations in words for people: {@code 6 h 30 min}. */
final class Durations {
  private Durations() {}

  /** Days, hours, minutes and seconds, those that are not zero; {@code 0 min} for none at all. */
  static String words(Duration duration) {
    Duration size = duration.abs();
    List<String> parts = new ArrayList<>();
    add(parts, size.toDays(), "d");
    add(parts, size.toHoursPart(), "h");
    add(parts, size.toMinutesPart(), "min");
    add(parts, size.toSecondsPart(), "s");
    String text = parts.isEmpty() ? "0 min" : String.join(" ", parts);
    return duration.isNegative() && !duration.isZero() ? "-" + text : text;
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
  }
}
