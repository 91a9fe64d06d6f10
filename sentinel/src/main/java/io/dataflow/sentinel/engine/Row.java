package io.dataflow.sentinel.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** One row of a result; columns count from 1. Primitive readers need a value that is not null. */
public interface Row {
  boolean isNull(int column);

  /**
   * @throws IllegalStateException when the value is null
   */
  String text(int column);

  long bigint(int column);

  int integer(int column);

  double number(int column);

  boolean flag(int column);

  LocalDate date(int column);

  Instant instant(int column);

  /** The value as a Java object, for output that does not know the columns. */
  Optional<Object> value(int column);

  default Optional<LocalDate> optionalDate(int column) {
    return isNull(column) ? Optional.empty() : Optional.of(date(column));
  }

  default Optional<String> optionalText(int column) {
    return isNull(column) ? Optional.empty() : Optional.of(text(column));
  }

  /** Column names and count of the result. */
  java.util.List<String> names();
}
