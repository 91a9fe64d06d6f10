package io.dataflow.sentinel.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A calendar worked out from the rules and dated specials of a calendar file, a year at a time when
 * first asked.
 */
public final class RuleCalendar implements TradingCalendar {
  /** Beyond these every declared date is past or future; wider moments have no local date. */
  private static final Instant FIRST = Instant.parse("-9999-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final CalendarRules rules;
  private final Map<Integer, CalendarYear> years = new ConcurrentHashMap<>();

  RuleCalendar(CalendarRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return rules.identity().name();
  }

  @Override
  public String title() {
    return rules.identity().title();
  }

  /** A hash of the file's text in 12 hex digits, that of the file it extends within. */
  @Override
  public String version() {
    return rules.identity().version();
  }

  @Override
  public ZoneId zone() {
    return rules.identity().zone();
  }

  @Override
  public Optional<LocalDate> verifiedFrom() {
    return Optional.of(rules.verified().from()).filter(date -> !date.equals(LocalDate.MIN));
  }

  @Override
  public Optional<LocalDate> verifiedUntil() {
    return Optional.of(rules.verified().to()).filter(date -> !date.equals(LocalDate.MAX));
  }

  @Override
  public Optional<Session> session(LocalDate date, Instant knownAt) {
    return day(date, local(knownAt)).session();
  }

  @Override
  public Optional<String> closure(LocalDate date, Instant knownAt) {
    return day(date, local(knownAt)).closure();
  }

  @Override
  public Optional<Occasion> occasion(LocalDate date, Instant knownAt) {
    return day(date, local(knownAt)).occasion();
  }

  /** All sessions from one date to another, both inclusive; none when they are the wrong way. */
  @Override
  public List<Session> sessions(LocalDate from, LocalDate to, Instant knownAt) {
    LocalDate known = local(knownAt);
    List<Session> sessions = new ArrayList<>();
    for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
      day(date, known).session().ifPresent(sessions::add);
    }
    return List.copyOf(sessions);
  }

  CalendarRules rules() {
    return rules;
  }

  private CalendarYear.Day day(LocalDate date, LocalDate known) {
    return years
        .computeIfAbsent(date.getYear(), year -> new CalendarYear(rules, year))
        .day(date, known);
  }

  private LocalDate local(Instant moment) {
    if (moment.isBefore(FIRST)) {
      return LocalDate.MIN;
    }
    return moment.isAfter(LAST) ? LocalDate.MAX : LocalDate.ofInstant(moment, zone());
  }
}
