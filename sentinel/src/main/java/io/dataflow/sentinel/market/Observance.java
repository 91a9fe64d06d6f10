package io.dataflow.sentinel.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the nominal date of a rule becomes the date it is kept on.
 *
 * @param plus days added first: the day after the fourth Thursday
 * @param moved days to move by, per weekday: {@code saturday: -1, sunday: 1}
 * @param only weekdays on which the rule holds at all, asked before any move
 * @param later days added last: what a calendar extends, dated later
 */
record Observance(int plus, Map<DayOfWeek, Integer> moved, Set<DayOfWeek> only, int later) {
  Observance {
    moved = Map.copyOf(moved);
    only = Set.copyOf(only);
  }

  /** The date the day is kept on; empty when the rule does not hold on that weekday. */
  Optional<LocalDate> of(LocalDate nominal) {
    LocalDate date = nominal.plusDays(plus);
    if (!only.contains(date.getDayOfWeek())) {
      return Optional.empty();
    }
    return Optional.of(date.plusDays(moved.getOrDefault(date.getDayOfWeek(), 0) + later));
  }

  Observance datedLater(int days) {
    return new Observance(plus, moved, only, later + days);
  }
}
