package io.dataflow.sentinel.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/** One year of a calendar, a day worked out once with all known, and anew where news came late. */
final class CalendarYear {
  /** A date's answer: either a session or the reason why there is none, and what is special. */
  record Day(Optional<Session> session, Optional<String> closure, Optional<Occasion> occasion) {}

  private final CalendarRules rules;
  private final Map<LocalDate, List<DayChange>> changes;

  /** Filled when first asked; a day worked out twice by two threads is the same day. */
  private final AtomicReferenceArray<Day> days = new AtomicReferenceArray<>(366);

  CalendarYear(CalendarRules rules, int year) {
    this.rules = rules;
    this.changes = rules.changes(year).stream().collect(Collectors.groupingBy(DayChange::date));
  }

  /** The answer for a date of this year as somebody on the day {@code known} would have given. */
  Day day(LocalDate date, LocalDate known) {
    List<DayChange> all = changesOf(date);
    List<DayChange> then =
        all.isEmpty() ? all : all.stream().filter(c -> c.notice().knownOn(known)).toList();
    return then.size() == all.size() ? known(date, all) : judge(date, then);
  }

  private Day known(LocalDate date, List<DayChange> all) {
    int index = date.getDayOfYear() - 1;
    Day day = days.get(index);
    if (day == null) {
      day = judge(date, all);
      days.set(index, day);
    }
    return day;
  }

  private List<DayChange> changesOf(LocalDate date) {
    return changes.getOrDefault(date, List.of());
  }

  private Day judge(LocalDate date, List<DayChange> strongestFirst) {
    Optional<DayChange> change = strongestFirst.stream().findFirst();
    Optional<CalendarRules.Hours> hours = rules.hoursAround(date);
    if (hours.isEmpty()) {
      return closed("outside the hours this calendar knows");
    }
    if (hours.get().weekdays().contains(date.getDayOfWeek())) {
      return change.filter(DayChange::closes).isPresent()
          ? holiday(change.get().reason())
          : open(date, hours.get(), change);
    }
    return change.filter(DayChange::opens).isPresent()
        ? open(date, hours.get(), change)
        : closed(noSessionOn(date.getDayOfWeek()));
  }

  private static String noSessionOn(DayOfWeek weekday) {
    return weekday.compareTo(DayOfWeek.FRIDAY) > 0 ? "weekend" : "no trading on this weekday";
  }

  private static Day closed(String reason) {
    return new Day(Optional.empty(), Optional.of(reason), Optional.empty());
  }

  private static Day holiday(String reason) {
    Occasion occasion = new Occasion(reason, List.of(Occasion.Effect.CLOSED));
    return new Day(Optional.empty(), Optional.of(reason), Optional.of(occasion));
  }

  private Day open(LocalDate date, CalendarRules.Hours hours, Optional<DayChange> change) {
    ZoneId zone = rules.identity().zone();
    Optional<DayEffect> effect = change.map(DayChange::effect);
    Instant open = effect.flatMap(DayEffect::open).orElse(hours.open()).startOn(date, zone);
    Instant close = effect.flatMap(DayEffect::close).orElse(hours.close()).endOn(date, zone);
    if (!open.isBefore(close)) {
      return closed("the clocks skip its hours");
    }
    Optional<Session.Pause> pause =
        rules.breakOn(date).flatMap(b -> b.on(date, zone)).filter(p -> p.within(open, close));
    Session.Kind kind = effect.map(DayEffect::kind).orElse(Session.Kind.REGULAR);
    Optional<Occasion> occasion =
        change.flatMap(
            c ->
                occasion(
                    c,
                    open.compareTo(hours.open().startOn(date, zone)),
                    close.compareTo(hours.close().endOn(date, zone))));
    return new Day(
        Optional.of(new Session(date, open, close, pause, kind)), Optional.empty(), occasion);
  }

  /** Early is below zero, late above. */
  private static Optional<Occasion> occasion(DayChange change, int open, int close) {
    if (change.effect().type() == DayEffect.Type.EXTRA) {
      return Optional.of(new Occasion(change.reason(), List.of(Occasion.Effect.EXTRA_TRADING)));
    }
    Set<Occasion.Effect> effects = EnumSet.noneOf(Occasion.Effect.class);
    if (change.effect().type() == DayEffect.Type.SESSION) {
      effects.add(Occasion.Effect.EXTRA_SESSION);
    }
    if (change.effect().type() == DayEffect.Type.OPTIONAL) {
      effects.add(Occasion.Effect.OPTIONAL);
    }
    if (open != 0) {
      effects.add(open < 0 ? Occasion.Effect.EARLY_OPEN : Occasion.Effect.LATE_OPEN);
    }
    if (close != 0) {
      effects.add(close < 0 ? Occasion.Effect.EARLY_CLOSE : Occasion.Effect.LATE_CLOSE);
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of(new Occasion(change.reason(), List.copyOf(effects)));
  }
}
