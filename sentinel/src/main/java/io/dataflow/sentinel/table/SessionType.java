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

  /**
   * A column, for messages.
   *
   * @param column its name as the table has it
   * @param location of the table
   */
  record Place(String column, String location) {
    @Override
    public String toString() {
      return "column " + column + " of " + location;
    }
  }

  /** An expression of the date, as the database gives it; a text stays one. */
  String date(String column, Optional<ZoneId> zone, Place where) {
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
   * An expression of the seconds since 1970, by UTC or, of a wall clock, by its own time; a text
   * stays one.
   *
   * @throws TableException when there is no time of day in it
   */
  String second(String column, Place where) {
    return switch (this) {
      case DATE ->
          throw TableException.settings(
              where
                  + " holds dates, and bars within a session are told apart by when they start."
                  + " Name the column that says so, or judge sessions as a whole (1d)");
      case TIMESTAMP -> seconds("CAST(" + column + " AS TIMESTAMP)");
      case INSTANT -> seconds(column);
      case TEXT -> column;
    };
  }

  /** Rounded down: half a second before the open is before it. */
  private static String seconds(String timestamp) {
    return "CAST(FLOOR(EXTRACT(EPOCH FROM " + timestamp + ")) AS BIGINT)";
  }

  /** A further condition: of infinity there are no seconds. */
  String finite(String column) {
    return switch (this) {
      case DATE, TEXT -> "";
      case TIMESTAMP -> " AND ISFINITE(CAST(" + column + " AS TIMESTAMP))";
      case INSTANT -> " AND ISFINITE(" + column + ")";
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

  static TableException noClock(Place where) {
    return TableException.settings(
        where
            + " holds times without a zone, and rows may be of several calendars. Say whose clock"
            + " it is: --session-zone America/New_York (session_zone in a file)");
  }

  static TableException noZone(Place where) {
    return TableException.settings(
        where
            + " holds instants, and an instant is of a date only in some zone. Name it:"
            + " --session-zone America/New_York (session_zone in a file)");
  }
}
