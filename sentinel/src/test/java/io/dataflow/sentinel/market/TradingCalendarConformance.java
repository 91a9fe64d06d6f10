package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every calendar promises; a calendar's test is a subclass that names it. */
abstract class TradingCalendarConformance {
  /** A moment at which all of the past is known. */
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private static final LocalDate FIRST = LocalDate.of(2005, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2028, 12, 31);

  private final String name;
  private final TradingCalendar calendar;

  TradingCalendarConformance(String name) {
    this.name = name;
    this.calendar = new Calendars(Optional.empty()).find(name).orElseThrow();
  }

  TradingCalendar calendar() {
    return calendar;
  }

  @Test
  void isFoundByItsOwnName() {
    assertThat(calendar.name()).isEqualTo(name);
    assertThat(calendar.version()).matches("[0-9a-f]{12}");
  }

  @Test
  void givesEitherASessionOrAReasonForEachDate() {
    assertThat(FIRST.datesUntil(LAST))
        .filteredOn(
            date ->
                calendar.session(date, NOW).isPresent() == calendar.closure(date, NOW).isPresent())
        .isEmpty();
  }

  @Test
  void ordersSessionsWithoutOverlap() {
    List<Session> sessions = calendar.sessions(FIRST, LAST, NOW);
    assertThat(IntStream.range(1, sessions.size()).boxed())
        .filteredOn(i -> sessions.get(i).open().isBefore(sessions.get(i - 1).close()))
        .isEmpty();
    assertThat(sessions).isSortedAccordingTo(Comparator.comparing(Session::date));
  }

  @Test
  void keepsPausesInsideTheirSession() {
    assertThat(calendar.sessions(FIRST, LAST, NOW))
        .filteredOn(session -> session.pause().filter(p -> outside(p, session)).isPresent())
        .isEmpty();
  }

  private static boolean outside(Session.Pause pause, Session session) {
    return !pause.start().isAfter(session.open()) || !pause.end().isBefore(session.close());
  }

  @Test
  void listsTheSessionsThatItGivesOneByOne() {
    List<Session> single =
        FIRST
            .datesUntil(FIRST.plusYears(1))
            .flatMap(date -> calendar.session(date, NOW).stream())
            .toList();
    assertThat(calendar.sessions(FIRST, FIRST.plusYears(1).minusDays(1), NOW)).isEqualTo(single);
    assertThat(calendar.sessions(LAST, FIRST, NOW)).isEmpty();
  }

  @Test
  void namesTheSessionThatRunsFromItsOpenUntilItsClose() {
    for (Session session : calendar.sessions(FIRST, FIRST.plusYears(4), NOW)) {
      assertThat(calendar.at(session.open(), NOW)).hasValue(session);
      assertThat(calendar.at(session.close().minusMillis(1), NOW)).hasValue(session);
      assertThat(calendar.at(session.open().minusMillis(1), NOW))
          .isNotEqualTo(Optional.of(session));
      assertThat(calendar.at(session.close(), NOW)).isNotEqualTo(Optional.of(session));
    }
  }

  /** Asked hour by hour: the answer holds the moment, and is empty only where no session does. */
  @Test
  void namesNoSessionBetweenTwo() {
    List<Session> sessions =
        calendar.sessions(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 4, 30), NOW);
    Instant end = Instant.parse("2024-04-20T00:00:00Z");
    for (Instant at = Instant.parse("2024-02-10T00:30:00Z");
        at.isBefore(end);
        at = at.plusSeconds(3600)) {
      Instant moment = at;
      List<Session> running =
          sessions.stream()
              .filter(s -> !moment.isBefore(s.open()) && moment.isBefore(s.close()))
              .toList();
      assertThat(calendar.at(moment, NOW).stream()).as(moment.toString()).isEqualTo(running);
    }
  }

  @Test
  void answersAtAnyMoment() {
    assertThat(calendar.sessions(FIRST, LAST, Instant.MIN)).isNotEmpty();
    assertThat(calendar.sessions(FIRST, LAST, Instant.MAX)).isNotEmpty();
  }
}
