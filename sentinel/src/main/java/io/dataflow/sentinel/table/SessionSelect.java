package io.dataflow.sentinel.table;

import java.util.Optional;

/**
 * The query for the newest rows, in SQL that DuckDB and PostgreSQL read alike. Its columns:
 * instrument, session or start, whether a bar is there, calendar.
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
  String newest(Grain grain, String source, TableQuery query, SessionType.Place place) {
    return """
        SELECT
          %s AS instrument,
          %s AS started,
          %s AS bar,
          %s AS calendar
        FROM %s
        WHERE %s
        GROUP BY 1, 2
        """
        .formatted(
            instrument.map(SessionSelect::text).orElse("CAST('' AS TEXT)"),
            grain.expression(type, session, query.zone(), place),
            value.map(SessionSelect::bar).orElse("TRUE"),
            calendar.map(c -> "MAX(" + text(c) + ")").orElse("CAST(NULL AS TEXT)"),
            source,
            grain.condition(type, session, query.from()));
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
