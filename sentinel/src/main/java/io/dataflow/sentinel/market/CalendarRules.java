package io.dataflow.sentinel.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a calendar file says, checked.
 *
 * @param identity name, title, zone and version
 * @param hours regular hours by date range; of two that fit a date the later one in the list holds
 * @param breaks pauses by date range
 * @param rules what comes back each year
 * @param specials what was set for certain dates
 * @param verified the dates it is known to be right for
 */
record CalendarRules(
    Identity identity,
    List<Hours> hours,
    List<Break> breaks,
    List<CalendarRule> rules,
    List<SpecialDay> specials,
    Span verified) {

  /** Who this calendar is. */
  record Identity(String name, String title, ZoneId zone, String version) {}

  /** Regular hours. */
  record Hours(Span span, WallTime open, WallTime close, Set<DayOfWeek> weekdays) {
    Hours {
      weekdays = Set.copyOf(weekdays);
    }

    Hours datedLater(int days) {
      Set<DayOfWeek> later = weekdays.stream().map(d -> d.plus(days)).collect(Collectors.toSet());
      return new Hours(span.datedLater(days), open.datedLater(days), close.datedLater(days), later);
    }
  }

  /** A pause inside each session. */
  record Break(Span span, WallTime start, WallTime end) {
    /** The pause of a session; empty where the clocks skip it. */
    Optional<Session.Pause> on(LocalDate session, ZoneId zone) {
      Instant from = start.startOn(session, zone);
      Instant to = end.endOn(session, zone);
      return from.isBefore(to) ? Optional.of(new Session.Pause(from, to)) : Optional.empty();
    }

    Break datedLater(int days) {
      return new Break(span.datedLater(days), start.datedLater(days), end.datedLater(days));
    }
  }

  CalendarRules {
    hours = List.copyOf(hours);
    breaks = List.copyOf(breaks);
    rules = List.copyOf(rules);
    specials = List.copyOf(specials);
  }

  CalendarRules with(List<CalendarRule> otherRules, List<SpecialDay> otherSpecials) {
    return new CalendarRules(identity, hours, breaks, otherRules, otherSpecials, verified);
  }

  /** The same sessions, at the same moments, each dated so many days later. */
  CalendarRules datedLater(int days) {
    return new CalendarRules(
        identity,
        hours.stream().map(h -> h.datedLater(days)).toList(),
        breaks.stream().map(b -> b.datedLater(days)).toList(),
        rules.stream().map(r -> r.datedLater(days)).toList(),
        specials.stream().map(s -> s.datedLater(days)).toList(),
        verified.datedLater(days));
  }

  /** The hours in force on a date, whatever its weekday. */
  Optional<Hours> hoursAround(LocalDate date) {
    for (int i = hours.size() - 1; i >= 0; i--) {
      if (hours.get(i).span().contains(date)) {
        return Optional.of(hours.get(i));
      }
    }
    return Optional.empty();
  }

  Optional<Break> breakOn(LocalDate date) {
    for (int i = breaks.size() - 1; i >= 0; i--) {
      if (breaks.get(i).span().contains(date)) {
        return Optional.of(breaks.get(i));
      }
    }
    return Optional.empty();
  }

  /** All changes of a year, strongest first. */
  List<DayChange> changes(int year) {
    return Stream.concat(
            rules.stream().flatMap(rule -> rule.in(year)),
            specials.stream().flatMap(special -> special.in(year)))
        .sorted(DayChange.STRENGTH)
        .collect(Collectors.toList());
  }
}
