package io.dataflow.sentinel.backtest;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The dates of a replay, both inclusive, as UTC days. */
public record Range(LocalDate from, LocalDate to) {
  private static final double DAYS_A_YEAR = 365.25;
  private static final int LONGEST_YEARS = 200;

  public Range {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "the range ends before it starts: from " + from + " to " + to);
    }
    if (from.getYear() < 1800 || to.isAfter(from.plusYears(LONGEST_YEARS))) {
      throw new IllegalArgumentException(
          "the range from "
              + from
              + " to "
              + to
              + " begins before 1800 or is longer than "
              + LONGEST_YEARS
              + " years");
    }
  }

  public boolean contains(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }

  /** Its length in years of 365.25 days. */
  public double years() {
    return (ChronoUnit.DAYS.between(from, to) + 1) / DAYS_A_YEAR;
  }
}
