package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.market.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the current row of a result by column name.
 *
 * <p>What repeats from row to row is made once: a table of 10,000 instruments has half a million
 * rows of a few dozen dates.
 */
final class Row {
  private final ResultSet rows;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, LocalDate> dates = new HashMap<>();
  private final Map<String, Map<String, Feed>> feeds = new HashMap<>();

  Row(ResultSet rows) {
    this.rows = rows;
  }

  String text(String column) throws SQLException {
    return rows.getString(index(column));
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(rows.getString(index(column)));
  }

  int integer(String column) throws SQLException {
    return rows.getInt(index(column));
  }

  long number(String column) throws SQLException {
    return rows.getLong(index(column));
  }

  OptionalLong optionalNumber(String column) throws SQLException {
    long value = rows.getLong(index(column));
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  boolean yes(String column) throws SQLException {
    return rows.getInt(index(column)) == 1;
  }

  Instant instant(String column) throws SQLException {
    return Micros.instant(rows.getLong(index(column)));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    OptionalLong micros = optionalNumber(column);
    return micros.isPresent() ? Optional.of(Micros.instant(micros.getAsLong())) : Optional.empty();
  }

  Duration duration(String column) throws SQLException {
    return Micros.duration(rows.getLong(index(column)));
  }

  private int index(String column) throws SQLException {
    Integer known = indexes.get(column);
    if (known == null) {
      known = rows.findColumn(column);
      indexes.put(column, known);
    }
    return known;
  }

  LocalDate session() throws SQLException {
    return dates.computeIfAbsent(text("session"), LocalDate::parse);
  }

  <E extends Enum<E>> E choice(String column, Class<E> type) throws SQLException {
    return Enum.valueOf(type, text(column));
  }

  /** The feed in {@code dataset, instrument, interval}. */
  Feed feed() throws SQLException {
    String dataset = text("dataset");
    String interval = text("interval");
    return feeds
        .computeIfAbsent(interval + " " + dataset, key -> new HashMap<>())
        .computeIfAbsent(
            text("instrument"), instrument -> new Feed(dataset, instrument, interval(interval)));
  }

  private static Interval interval(String code) {
    return Interval.parse(code)
        .orElseThrow(() -> new IllegalArgumentException("not an interval: " + code));
  }
}
