package io.dataflow.sentinel.engine;

import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names and values into SQL text the way every engine reads them. */
public final class Sql {
  private Sql() {}

  /** An identifier in double quotes. */
  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A text literal. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A date literal. */
  public static String date(LocalDate value) {
    return "DATE '" + value + "'";
  }

  /** Text literals for an {@code IN} list; never empty. */
  public static String texts(Collection<String> values) {
    return values.isEmpty()
        ? "(NULL)"
        : values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
  }
}
