package io.dataflow.sentinel.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes names and values into SQL text the way every engine reads them. */
public final class Sql {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

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

  /** A literal of an instant, in UTC, to the microsecond. */
  public static String timestamp(Instant value) {
    return "TIMESTAMP '" + MICROS.format(value) + "'";
  }

  /** Text literals for an {@code IN} list; never empty. */
  public static String texts(Collection<String> values) {
    return values.isEmpty()
        ? "(NULL)"
        : values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
  }
}
