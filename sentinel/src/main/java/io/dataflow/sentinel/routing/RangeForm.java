package io.dataflow.sentinel.routing;

import java.util.List;
import java.util.Locale;

/** Ranges of a time interval as they are written: {@code monday:friday}, {@code -3:-1}. */
final class RangeForm {
  static final String WEEKDAY =
      "a weekday or a range of them from sunday to saturday, as in monday:friday,";
  static final String DAY =
      "a day of the month or a range of them, from 1 to 31 or from -31 to -1 (the last), as in 1:5"
          + " or -3:-1,";
  static final String MONTH = "a month or a range of them, as in 3, 1:3 or may:august,";
  static final String YEAR = "a year or a range of them, as in 2026 or 2026:2028,";

  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** Days every month has; of a negative one, only what never fits is refused. */
  private static final int SHORTEST_MONTH = 28;

  private RangeForm() {}

  /** Sunday is 0; a range may not run over Saturday's end. */
  static Span weekdays(String text) {
    return ordered(text, WEEKDAYS, 0);
  }

  static Span months(String text) {
    Span span = ordered(text, MONTHS, 1);
    return within(span, 1, 12);
  }

  static Span years(String text) {
    return within(ordered(text, List.of(), 0), 1, 9999);
  }

  static Span days(String text) {
    Span span = span(text, List.of(), 0);
    boolean zero = span.from() == 0 || span.to() == 0;
    boolean turnsBack = span.from() < 0 && span.to() > 0;
    int first = span.from() < 0 ? SHORTEST_MONTH + span.from() : span.from();
    int last = span.to() < 0 ? SHORTEST_MONTH + span.to() : span.to();
    if (zero || turnsBack || first > last) {
      throw new IllegalArgumentException("no range");
    }
    return within(span, -31, 31);
  }

  private static Span ordered(String text, List<String> words, int first) {
    Span span = span(text, words, first);
    if (span.from() > span.to()) {
      throw new IllegalArgumentException("ends before it begins");
    }
    return span;
  }

  private static Span within(Span span, int least, int most) {
    if (span.from() < least || span.to() > most) {
      throw new IllegalArgumentException("out of range");
    }
    return span;
  }

  private static Span span(String text, List<String> words, int first) {
    String[] ends = text.split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException("no range");
    }
    return new Span(member(ends[0], words, first), member(ends[ends.length - 1], words, first));
  }

  /** A word's place, or a number; of weekdays there are words only. */
  private static int member(String text, List<String> words, int first) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    int place = words.indexOf(word);
    if (place < 0 && words.equals(WEEKDAYS)) {
      throw new IllegalArgumentException("no weekday");
    }
    return place >= 0 ? place + first : Integer.parseInt(word);
  }

  /**
   * The minute of the day of {@code 09:30}; 24:00 is the day's end.
   *
   * @throws IllegalArgumentException when it has another form
   */
  static int minute(String text) {
    if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d|24:00")) {
      throw new IllegalArgumentException("no time of day");
    }
    return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
  }
}
