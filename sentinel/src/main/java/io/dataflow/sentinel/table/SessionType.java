package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Sql;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** What kind of value names the session, and how SQL makes a date of it. */
enum SessionType {
  DATE,
  /** A wall clock's time without a zone: its own date counts. */
  TIMESTAMP,
  /** An instant: it is of a date only in some zone. */
  INSTANT,
  /** Parsed here, not by the database: see {@link SessionText}. */
  TEXT;

  /** An expression of the date, as the database gives it; a text stays one. */
  String date(String column, Optional<ZoneId> zone, String where) {
    return switch (this) {
      case DATE -> column;
      case TIMESTAMP -> "CAST(" + column + " AS DATE)";
      case INSTANT ->
          "CAST("
              + column
              + " AT TIME ZONE "
              + Sql.text(zone.orElseThrow(() -> noZone(where)).getId())
              + " AS DATE)";
      case TEXT -> column;
    };
  }

  /**
   * A condition that keeps the rows from a date on, and may keep some of the days before it. On the
   * bare column, so that an index and a file's statistics serve.
   */
  String from(String column, LocalDate from) {
    return column
        + " >= "
        + switch (this) {
          case DATE -> Sql.date(from);
          case TIMESTAMP -> "TIMESTAMP '" + from + " 00:00:00'";
          case INSTANT -> "TIMESTAMP WITH TIME ZONE '" + from.minusDays(1) + " 00:00:00+00'";
          case TEXT -> Sql.text(from.minusDays(1).toString());
        };
  }

  static TableException noZone(String where) {
    return TableException.settings(
        where
            + " holds instants, and an instant is of a date only in some zone. Name it:"
            + " --session-zone America/New_York (session_zone in a file)");
  }
}
