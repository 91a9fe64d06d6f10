package io.dataflow.sentinel.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was set for certain dates only: a day of mourning, a storm, an outage.
 *
 * @param dates the dates it changes
 * @param name what it is called
 * @param effect what it makes of them
 * @param notice whether it was scheduled, and since when it is known
 * @param source where the fact stands
 * @param confidence how sure the fact is
 */
record SpecialDay(
    List<LocalDate> dates,
    String name,
    DayEffect effect,
    Notice notice,
    String source,
    Confidence confidence) {

  /** How sure a fact is. */
  enum Confidence {
    /** The exchange's own notice, or two sources that agree. */
    HIGH,
    /** One good source. */
    MEDIUM,
    /** Inferred. */
    LOW
  }

  SpecialDay {
    dates = List.copyOf(dates);
  }

  /** The same without some of its dates, which another file sets anew. */
  SpecialDay without(Set<LocalDate> others) {
    List<LocalDate> kept = dates.stream().filter(date -> !others.contains(date)).toList();
    return new SpecialDay(kept, name, effect, notice, source, confidence);
  }

  SpecialDay datedLater(int days) {
    List<LocalDate> later = dates.stream().map(date -> date.plusDays(days)).toList();
    return new SpecialDay(later, name, effect.datedLater(days), notice, source, confidence);
  }

  Stream<DayChange> in(int year) {
    return dates.stream()
        .filter(date -> date.getYear() == year)
        .map(date -> new DayChange(date, name, effect, notice, true));
  }
}
