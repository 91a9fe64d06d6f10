package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.market.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the current row of a result by column name. */
final class Row {
  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  String text(String column) throws SQLException {
    return rows.getString(column);
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(rows.getString(column));
  }

  int integer(String column) throws SQLException {
    return rows.getInt(column);
  }

  long number(String column) throws SQLException {
    return rows.getLong(column);
  }

  OptionalLong optionalNumber(String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  boolean yes(String column) throws SQLException {
    return rows.getInt(column) == 1;
  }

  Instant instant(String column) throws SQLException {
    return Micros.instant(rows.getLong(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    OptionalLong micros = optionalNumber(column);
    return micros.isPresent() ? Optional.of(Micros.instant(micros.getAsLong())) : Optional.empty();
  }

  Duration duration(String column) throws SQLException {
    return Micros.duration(rows.getLong(column));
  }

  LocalDate session() throws SQLException {
    return LocalDate.parse(text("session"));
  }

  <E extends Enum<E>> E choice(String column, Class<E> type) throws SQLException {
    return Enum.valueOf(type, text(column));
  }

  /** The feed in {@code dataset, instrument, interval}. */
  Feed feed() throws SQLException {
    String code = text("interval");
    Interval interval =
        Interval.parse(code)
            .orElseThrow(() -> new IllegalArgumentException("not an interval: " + code));
    return new Feed(text("dataset"), text("instrument"), interval);
  }
}
