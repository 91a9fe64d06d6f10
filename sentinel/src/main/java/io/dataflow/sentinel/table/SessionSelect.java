package io.dataflow.sentinel.table;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The query for the newest sessions, in SQL that DuckDB and PostgreSQL read alike. Its columns:
 * instrument, session, whether a bar is there, calendar.
 *
 * @param instrument expressions over the source's columns, quoted
 * @param value an expression of a number; empty when each row is a bar
 */
record SessionSelect(
    Optional<String> instrument,
    String session,
    SessionType type,
    Optional<String> value,
    Optional<String> calendar) {

  /**
   * The query.
   *
   * @param source what stands behind FROM
   */
  String newest(String source, Optional<ZoneId> zone, LocalDate from, String where) {
    return """
        SELECT
          %s AS instrument,
          %s AS session,
          %s AS bar,
          %s AS calendar
        FROM %s
        WHERE %s
        GROUP BY 1, 2
        """
        .formatted(
            instrument.map(SessionSelect::text).orElse("CAST('' AS TEXT)"),
            type.date(session, zone, where),
            value.map(SessionSelect::bar).orElse("TRUE"),
            calendar.map(c -> "MAX(" + text(c) + ")").orElse("CAST(NULL AS TEXT)"),
            source,
            type.from(session, from));
  }

  static String text(String expression) {
    return "CAST(" + expression + " AS TEXT)";
  }

  /** Both databases hold NaN equal to itself. */
  private static String bar(String number) {
    return "COALESCE(BOOL_OR("
        + number
        + " NOT IN (CAST(0 AS DOUBLE PRECISION), CAST('NaN' AS DOUBLE PRECISION))), FALSE)";
  }
}
