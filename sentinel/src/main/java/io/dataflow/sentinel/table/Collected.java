package io.dataflow.sentinel.table;

import io.dataflow.sentinel.table.SessionType.Place;
import io.dataflow.sentinel.table.TableReading.Held;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of a reading as they come, and what was odd about them. */
final class Collected {
  private static final int LONGEST_SHOWN = 40;

  /**
   * Instruments mostly have the same stamps, and reading one takes longer than the rest of a row.
   */
  private static final int MOST_KNOWN = 100_000;

  private final Grain grain;
  private final Place place;
  private final TableQuery query;
  private final long first;
  private final Map<String, NewestRows> instruments = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();
  private final Map<String, OptionalLong> known = new HashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<Oddity, Integer> odd = new TreeMap<>();
  private final Map<Oddity, String> examples = new HashMap<>();

  /** What can be wrong with a row. */
  private enum Oddity {
    NO_INSTRUMENT,
    NO_NAME,
    NOT_SAID
  }

  /**
   * @param place the session's column, for messages
   */
  Collected(Grain grain, Place place, TableQuery query) {
    this.grain = grain;
    this.place = place;
    this.query = query;
    this.first = grain.first(query.from());
  }

  /** What a text says, by the grain; empty, and remembered as odd, when it says nothing. */
  OptionalLong said(String text) {
    OptionalLong said = known.get(text);
    if (said == null) {
      said = grain.of(text, this::zone);
      if (known.size() < MOST_KNOWN) {
        known.put(text, said);
      }
    }
    if (said.isEmpty()) {
      odd(Oddity.NOT_SAID, text);
    }
    return said;
  }

  private ZoneId zone() {
    return query
        .zone()
        .orElseThrow(
            () ->
                switch (grain) {
                  case SESSION -> SessionType.noZone(place);
                  case BAR -> SessionType.noClock(place);
                });
  }

  /** The second of a wall clock's second; of a time that comes twice the first is taken. */
  long second(long wallClock) {
    return LocalDateTime.ofEpochSecond(wallClock, 0, ZoneOffset.UTC).atZone(zone()).toEpochSecond();
  }

  /** A row, or several of one instrument and session or bar. */
  void add(Optional<String> instrument, long said, boolean bar, Optional<String> calendar) {
    if (said < first) {
      return;
    }
    if (instrument.isEmpty()) {
      odd(Oddity.NO_INSTRUMENT, grain.words(said));
      return;
    }
    String name = instrument.get();
    NewestRows rows = instruments.get(name);
    if (rows == null) {
      if (!name.equals(TableReading.WHOLE) && unusable(name)) {
        odd(Oddity.NO_NAME, name);
        return;
      }
      rows = new NewestRows();
      instruments.put(name, rows);
    }
    rows.add(said, bar, calendar);
  }

  /** An empty text is no name either: only a table without the column has its rows under it. */
  static boolean unusable(String name) {
    return name.isBlank() || name.chars().anyMatch(Character::isISOControl);
  }

  void addLast(String instrument, long said) {
    last.merge(instrument, said, Math::max);
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

  Grain grain() {
    return grain;
  }

  /** The known instruments that have no row so far, in order. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>(query.known());
    missing.removeAll(instruments.keySet());
    return missing;
  }

  /**
   * Ends the look at some values of a column of texts.
   *
   * @param looked how many
   * @throws TableException when none of them says what is asked for
   */
  void needsOne(int looked) {
    if (looked > 0 && odd.getOrDefault(Oddity.NOT_SAID, 0) == looked) {
      throw TableException.settings(
          place
              + " holds \""
              + examples.get(Oddity.NOT_SAID)
              + "\", which is "
              + grain.wanted().replaceFirst("^(a|the) ", "no ")
              + ". Name another column, or make one of it in a view");
    }
    odd.remove(Oddity.NOT_SAID); // they are met again among the rows
    examples.remove(Oddity.NOT_SAID);
  }

  /** What was collected of sessions. */
  TableReading reading() {
    Map<String, TableReading.Rows> rows = new HashMap<>();
    instruments.forEach((name, some) -> rows.put(name, rows(some)));
    Map<String, LocalDate> days = new HashMap<>();
    last.forEach((name, day) -> days.put(name, LocalDate.ofEpochDay(day)));
    return new TableReading(new TreeMap<>(rows), days, remarks());
  }

  private static TableReading.Rows rows(NewestRows some) {
    TreeMap<LocalDate, Held> sessions = new TreeMap<>();
    some.empty().forEach(day -> sessions.put(LocalDate.ofEpochDay(day), Held.NULL));
    some.bars().forEach(day -> sessions.put(LocalDate.ofEpochDay(day), Held.BAR));
    return new TableReading.Rows(sessions, some.calendar());
  }

  /** What was collected of bars. */
  BarReading bars() {
    Map<String, BarReading.Bars> bars = new HashMap<>();
    instruments.forEach(
        (name, some) ->
            bars.put(
                name,
                new BarReading.Bars(
                    Stamps.of(some.bars()), Stamps.of(some.empty()), some.calendar())));
    Map<String, Instant> stamps = new HashMap<>();
    last.forEach((name, second) -> stamps.put(name, Instant.ofEpochSecond(second)));
    return new BarReading(new TreeMap<>(bars), stamps, remarks());
  }

  private List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    odd.forEach((oddity, count) -> all.add(sentence(oddity, count)));
    return all;
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
      case NOT_SAID ->
          count
              + (count == 1 ? " value" : " values")
              + " of column "
              + place.column()
              + " cannot be read as "
              + grain.wanted()
              + ", and those rows were passed over: \""
              + example
              + "\"";
    };
  }
}
