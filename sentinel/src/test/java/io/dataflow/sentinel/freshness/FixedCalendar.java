package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A calendar of sessions written down one by one, 09:00 to 17:00 UTC unless said otherwise. */
record FixedCalendar(
    String name,
    String version,
    Optional<LocalDate> verifiedUntil,
    TreeMap<LocalDate, Session> days)
    implements TradingCalendar {

  static FixedCalendar weekdays(LocalDate from, LocalDate to) {
    TreeMap<LocalDate, Session> days = new TreeMap<>();
    from.datesUntil(to.plusDays(1))
        .filter(d -> d.getDayOfWeek().getValue() <= 5)
        .forEach(d -> days.put(d, session(d, 17, Session.Kind.REGULAR)));
    return new FixedCalendar("FIXED", "1", Optional.empty(), days);
  }

  static Session session(LocalDate date, int closeHour, Session.Kind kind) {
    return new Session(
        date,
        date.atTime(LocalTime.of(9, 0)).toInstant(ZoneOffset.UTC),
        date.atTime(LocalTime.of(closeHour, 0)).toInstant(ZoneOffset.UTC),
        Optional.empty(),
        kind);
  }

  FixedCalendar verifiedUntil(LocalDate date) {
    return new FixedCalendar(name, version, Optional.of(date), days);
  }

  FixedCalendar without(LocalDate date) {
    TreeMap<LocalDate, Session> fewer = new TreeMap<>(days);
    fewer.remove(date);
    return new FixedCalendar(name, version + "-" + date, verifiedUntil, fewer);
  }

  FixedCalendar with(Session session) {
    TreeMap<LocalDate, Session> other = new TreeMap<>(days);
    other.put(session.date(), session);
    return new FixedCalendar(name, version + "+" + session.date(), verifiedUntil, other);
  }

  FixedCalendar version(String other) {
    return new FixedCalendar(name, other, verifiedUntil, days);
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Optional<Session> session(LocalDate date, Instant knownAt) {
    return Optional.ofNullable(days.get(date));
  }

  @Override
  public Optional<String> closure(LocalDate date, Instant knownAt) {
    return days.containsKey(date) ? Optional.empty() : Optional.of("company holiday");
  }

  @Override
  public List<Session> sessions(LocalDate from, LocalDate to, Instant knownAt) {
    Map<LocalDate, Session> some = days.subMap(from, true, to, true);
    return List.copyOf(some.values());
  }
}
