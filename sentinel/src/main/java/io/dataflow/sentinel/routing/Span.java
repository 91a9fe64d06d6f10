package io.dataflow.sentinel.routing;

/**
 * A range of whole numbers, both ends within: days, months, years.
 *
 * @param from may be negative for days of a month, counted from its end
 */
record Span(int from, int to) {
  boolean has(int value) {
    return value >= from && value <= to;
  }

  /** The same for a month of so many days: negative ends count from its last one, -1. */
  boolean hasDay(int day, int daysInMonth) {
    return day >= fromStart(from, daysInMonth) && day <= fromStart(to, daysInMonth);
  }

  private static int fromStart(int day, int daysInMonth) {
    return day < 0 ? daysInMonth + 1 + day : day;
  }
}
