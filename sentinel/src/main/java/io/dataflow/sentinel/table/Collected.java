package io.dataflow.sentinel.table;

import io.dataflow.sentinel.table.TableReading.Held;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of a reading as they come, and what was odd about them. */
final class Collected {
  private static final int LONGEST_SHOWN = 40;

  private final String column;
  private final String location;
  private final TableQuery query;
  private final Map<String, Newest> instruments = new HashMap<>();
  private final Map<String, LocalDate> last = new HashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<Oddity, Integer> odd = new TreeMap<>();
  private final Map<Oddity, String> examples = new HashMap<>();

  /** What can be wrong with a row. */
  private enum Oddity {
    NO_INSTRUMENT,
    NO_NAME,
    NO_DATE
  }

  private static final class Newest {
    private final TreeMap<LocalDate, Held> sessions = new TreeMap<>();
    private LocalDate calendarOf = LocalDate.MIN;
    private Optional<String> calendar = Optional.empty();
  }

  /**
   * @param column the session's column, for messages
   */
  Collected(String column, String location, TableQuery query) {
    this.column = column;
    this.location = location;
    this.query = query;
  }

  /** The date of a text; empty, and remembered as odd, when it is none. */
  Optional<LocalDate> date(String text) {
    Optional<LocalDate> date =
        SessionText.date(
            text,
            () ->
                query
                    .zone()
                    .orElseThrow(() -> SessionType.noZone("column " + column + " of " + location)));
    if (date.isEmpty()) {
      odd(Oddity.NO_DATE, text);
    }
    return date;
  }

  /** A row, or several of one instrument and session. */
  void add(Optional<String> instrument, LocalDate session, boolean bar, Optional<String> calendar) {
    if (session.isBefore(query.from())) {
      return;
    }
    if (instrument.isEmpty()) {
      odd(Oddity.NO_INSTRUMENT, session.toString());
      return;
    }
    String name = instrument.get();
    if (!name.equals(TableReading.WHOLE) && unusable(name)) {
      odd(Oddity.NO_NAME, name);
      return;
    }
    Newest newest = instruments.computeIfAbsent(name, n -> new Newest());
    newest.sessions.merge(
        session, bar ? Held.BAR : Held.NULL, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    if (calendar.isPresent() && !session.isBefore(newest.calendarOf)) {
      newest.calendar = calendar;
      newest.calendarOf = session;
    }
  }

  /** An empty text is no name either: only a table without the column has its rows under it. */
  static boolean unusable(String name) {
    return name.isBlank() || name.chars().anyMatch(Character::isISOControl);
  }

  void addLast(String instrument, LocalDate session) {
    last.merge(instrument, session, (a, b) -> a.isAfter(b) ? a : b);
  }

  void remark(String sentence) {
    remarks.add(sentence);
  }

  private void odd(Oddity oddity, String example) {
    odd.merge(oddity, 1, Integer::sum);
    examples.putIfAbsent(oddity, shown(example));
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "..." : line;
  }

  boolean holds(String instrument) {
    return instruments.containsKey(instrument);
  }

  /**
   * Ends the look at some values of a column of texts.
   *
   * @param looked how many
   * @throws TableException when none of them is a date
   */
  void needsADate(int looked) {
    if (looked > 0 && odd.getOrDefault(Oddity.NO_DATE, 0) == looked) {
      throw TableException.settings(
          "column "
              + column
              + " of "
              + location
              + " holds \""
              + examples.get(Oddity.NO_DATE)
              + "\", which is no date such as 2026-03-06 or 2026-03-06T21:00:00Z. Name another"
              + " column, or make a date of it in a view");
    }
    odd.remove(Oddity.NO_DATE); // they are met again among the rows
    examples.remove(Oddity.NO_DATE);
  }

  TableReading reading() {
    odd.forEach((oddity, count) -> remarks.add(sentence(oddity, count)));
    Map<String, TableReading.Rows> rows = new TreeMap<>();
    instruments.forEach((name, n) -> rows.put(name, new TableReading.Rows(n.sessions, n.calendar)));
    return new TableReading(new TreeMap<>(rows), last, remarks);
  }

  private String sentence(Oddity oddity, int count) {
    String example = examples.get(oddity);
    return switch (oddity) {
      case NO_INSTRUMENT ->
          "rows without an instrument, such as one of " + example + ", were passed over";
      case NO_NAME ->
          "rows whose instrument is blank or holds control characters were passed over: \""
              + example
              + "\"";
      case NO_DATE ->
          count
              + (count == 1 ? " value" : " values")
              + " of column "
              + column
              + " cannot be read as a date such as 2026-03-06, and those rows were passed over: \""
              + example
              + "\"";
    };
  }
}
