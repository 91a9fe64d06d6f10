package io.dataflow.sentinel.market;

import java.time.LocalDate;

/** A range of dates, both ends inclusive; an open end is {@link LocalDate#MIN} or MAX. */
record Span(LocalDate from, LocalDate to) {
  static final Span ALWAYS = new Span(LocalDate.MIN, LocalDate.MAX);

  Span {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("the range ends before it begins: " + from + ", " + to);
    }
  }

  /** The range so many days later; an open end stays open. */
  Span datedLater(int days) {
    return new Span(
        from.equals(LocalDate.MIN) ? from : from.plusDays(days),
        to.equals(LocalDate.MAX) ? to : to.plusDays(days));
  }

  boolean contains(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }
}
