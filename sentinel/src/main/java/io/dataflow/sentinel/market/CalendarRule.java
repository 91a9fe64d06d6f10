package io.dataflow.sentinel.market;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A change that comes back: a holiday, a partial holiday, an early close.
 *
 * @param name what it is called
 * @param day where in the year it falls
 * @param observance how it moves off a weekend
 * @param span the dates it holds for, asked of the date it is kept on
 * @param effect what it makes of the date
 * @param notice since when it is known
 */
record CalendarRule(
    String name, DayRule day, Observance observance, Span span, DayEffect effect, Notice notice) {

  /** What this rule changes in a year, with what neighbouring years move into it. */
  Stream<DayChange> in(int year) {
    return IntStream.rangeClosed(year - 1, year + 1)
        .boxed()
        .flatMap(day::in)
        .map(observance::of)
        .flatMap(Optional::stream)
        .filter(date -> date.getYear() == year && span.contains(date))
        .map(this::on);
  }

  CalendarRule datedLater(int days) {
    return new CalendarRule(
        name,
        day,
        observance.datedLater(days),
        span.datedLater(days),
        effect.datedLater(days),
        notice);
  }

  private DayChange on(LocalDate date) {
    return new DayChange(date, name, effect, notice, false);
  }
}
