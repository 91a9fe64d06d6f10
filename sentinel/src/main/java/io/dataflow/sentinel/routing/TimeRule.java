package io.dataflow.sentinel.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Times by the clock of a place: every field that is written must hold, and of a field's ranges
 * one. A field that is not written always holds.
 *
 * @param minutes of the day, the last one of each outside
 * @param weekdays from 0, Sunday
 * @param zone whose clock counts for all fields but the exchange's
 */
record TimeRule(
    List<Span> minutes,
    List<Span> weekdays,
    List<Span> daysOfMonth,
    List<Span> months,
    List<Span> years,
    ZoneId zone,
    Optional<ExchangeTime> exchange) {

  TimeRule {
    minutes = List.copyOf(minutes);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /** Whether it holds at all moments. */
  boolean always() {
    return minutes.isEmpty()
        && weekdays.isEmpty()
        && daysOfMonth.isEmpty()
        && months.isEmpty()
        && years.isEmpty()
        && exchange.isEmpty();
  }

  Cover cover(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    boolean byClock =
        has(minutes, local.getHour() * 60 + local.getMinute())
            && has(weekdays, local.getDayOfWeek().getValue() % 7)
            && hasDay(local.toLocalDate())
            && has(months, local.getMonthValue())
            && has(years, local.getYear());
    return byClock ? exchange.map(e -> e.cover(at)).orElse(Cover.IN) : Cover.OUT;
  }

  private static boolean has(List<Span> spans, int value) {
    return spans.isEmpty() || spans.stream().anyMatch(span -> span.has(value));
  }

  private boolean hasDay(LocalDate date) {
    return daysOfMonth.isEmpty()
        || daysOfMonth.stream()
            .anyMatch(span -> span.hasDay(date.getDayOfMonth(), date.lengthOfMonth()));
  }

  /** The moments of a date at which the answer may change, in no order. */
  List<Instant> changes(LocalDate date, Instant knownAt) {
    List<Instant> changes = new ArrayList<>();
    LocalDateTime midnight = date.atStartOfDay();
    addBoth(changes, midnight);
    for (Span span : minutes) {
      addBoth(changes, midnight.plusMinutes(span.from()));
      addBoth(changes, midnight.plusMinutes(span.to() + 1L));
    }
    ZoneOffsetTransition turn = zone.getRules().nextTransition(date.atStartOfDay(zone).toInstant());
    if (turn != null && turn.getDateTimeBefore().toLocalDate().equals(date)) {
      changes.add(turn.getInstant());
    }
    exchange.ifPresent(each -> changes.addAll(each.changes(date, knownAt)));
    return changes;
  }

  /** A time that the clock shows twice may begin or end a range twice. */
  private void addBoth(List<Instant> changes, LocalDateTime time) {
    ZonedDateTime local = time.atZone(zone);
    changes.add(local.withEarlierOffsetAtOverlap().toInstant());
    changes.add(local.withLaterOffsetAtOverlap().toInstant());
  }
}
