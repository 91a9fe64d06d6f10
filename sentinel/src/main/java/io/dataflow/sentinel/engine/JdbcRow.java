package io.dataflow.sentinel.engine;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The current row of a JDBC result, in the engine's types. */
final class JdbcRow implements Row {
  private final ResultSet result;

  JdbcRow(ResultSet result) {
    this.result = result;
  }

  private interface Read<T> {
    T from(ResultSet result) throws SQLException;
  }

  private <T> T read(int column, Read<T> read) {
    try {
      T value = read.from(result);
      if (value == null || result.wasNull()) {
        throw new IllegalStateException("column " + column + " is null in this row");
      }
      return value;
    } catch (SQLException e) {
      throw new EngineException("column " + column + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isNull(int column) {
    try {
      return result.getObject(column) == null;
    } catch (SQLException e) {
      throw new EngineException("column " + column + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String text(int column) {
    return read(column, r -> r.getString(column));
  }

  @Override
  public long bigint(int column) {
    return read(column, r -> r.getLong(column));
  }

  @Override
  public int integer(int column) {
    return read(column, r -> r.getInt(column));
  }

  @Override
  public double number(int column) {
    return read(column, r -> r.getDouble(column));
  }

  @Override
  public boolean flag(int column) {
    return read(column, r -> r.getBoolean(column));
  }

  @Override
  public LocalDate date(int column) {
    return read(column, r -> r.getObject(column, LocalDate.class));
  }

  @Override
  public Instant instant(int column) {
    return read(column, r -> r.getObject(column, LocalDateTime.class)).toInstant(ZoneOffset.UTC);
  }

  @Override
  public Optional<Object> value(int column) {
    try {
      if (result.getMetaData().getColumnType(column) == Types.TIMESTAMP) {
        // as a java.sql.Timestamp it would mean another moment in each zone of the machine
        LocalDateTime stamp = result.getObject(column, LocalDateTime.class);
        return Optional.ofNullable(stamp).map(at -> at.toInstant(ZoneOffset.UTC));
      }
      return Optional.ofNullable(result.getObject(column));
    } catch (SQLException e) {
      throw new EngineException("column " + column + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> names() {
    try {
      ResultSetMetaData meta = result.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        names.add(meta.getColumnLabel(i));
      }
      return names;
    } catch (SQLException e) {
      throw new EngineException("the result has no readable columns: " + e.getMessage(), e);
    }
  }
}
