package io.dataflow.sentinel.freshness;

/** Where one session of a feed stands at the judged instant. */
public enum SessionState {
  /** No session, none owed, or declared silent. */
  CLOSED,
  /** Before the deadline, and not there yet. */
  NOT_DUE,
  /** There by the deadline, or there when first looked at after it. */
  ON_TIME,
  /** There, after a look past the deadline that did not see it. */
  LATE_ARRIVED,
  /** At or past the deadline, and not there. */
  OVERDUE,
  /** Intraday, before the deadline: some of the bars are there. */
  PARTIAL,
  /** Cannot be told: the calendar is not verified that far, or there never was data. */
  UNKNOWN;

  /** Whether the session's bar is there. */
  public boolean arrived() {
    return this == ON_TIME || this == LATE_ARRIVED;
  }
}
