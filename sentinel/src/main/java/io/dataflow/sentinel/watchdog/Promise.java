package io.dataflow.sentinel.watchdog;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.JudgedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What instruments of one calendar were promised alike: the bar of a session by a deadline.
 *
 * @param settled from when a look at the session counts
 */
public record Promise(String calendar, LocalDate session, Instant settled, Instant deadline) {
  /** Of a session's close: a final bar is there only when it has settled. */
  public static Promise of(
      String calendar,
      LocalDate session,
      Instant close,
      Duration settle,
      JudgedBy judge,
      Instant deadline) {
    Instant counts =
        switch (judge) {
          case FINAL -> close.plus(settle);
          case PROVISIONAL -> close;
        };
    return new Promise(calendar, session, counts, deadline);
  }

  public static Promise of(Expectation expectation) {
    return of(
        expectation.calendar(),
        expectation.session(),
        expectation.close(),
        expectation.arrival().settle(),
        expectation.arrival().judge(),
        expectation.deadline());
  }
}
