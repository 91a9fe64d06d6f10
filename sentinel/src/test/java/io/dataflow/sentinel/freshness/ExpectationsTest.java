package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
  private static final FixedCalendar CALENDAR =
      FixedCalendar.weekdays(LocalDate.parse("2024-01-01"), LocalDate.parse("2024-12-31"));

  /** Wednesday; the deadline of Tuesday's session was Tuesday 18:30Z. */
  private static final Instant WEDNESDAY = Instant.parse("2024-03-06T12:00:00Z");

  @Test
  void startsWithTheSessionThatShouldBeCurrentAndEndsAtTheHorizon() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);

    assertThat(first)
        .extracting(e -> e.session().toString())
        .containsExactly(
            "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08", "2024-03-11", "2024-03-12");
    assertThat(first.get(0).reason()).isEqualTo(Expectations.SCHEDULED_LATE);
    assertThat(first.get(1).reason()).isEqualTo(Expectations.SCHEDULED);
    assertThat(first.get(1).deadline()).isEqualTo("2024-03-06T18:30:00Z");
    assertThat(first).allMatch(Expectation::owed).allMatch(e -> e.recordedAt().equals(WEDNESDAY));
  }

  @Test
  void startsWithTheSessionBeforeWhenTheNewestIsNotDueYet() {
    Instant justClosed = Instant.parse("2024-03-06T17:10:00Z");

    assertThat(Expectations.toWrite(watch(CALENDAR, justClosed), List.of(), justClosed))
        .first()
        .extracting(e -> e.session().toString())
        .isEqualTo("2024-03-05");
  }

  @Test
  void writesNothingTwice() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);

    assertThat(Expectations.toWrite(watch(CALENDAR), first, WEDNESDAY)).isEmpty();
  }

  @Test
  void catchesUpAfterWeeksWithoutARun() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);
    Instant later = WEDNESDAY.plus(Duration.ofDays(42));

    List<Expectation> more = Expectations.toWrite(watch(CALENDAR), first, later);

    assertThat(more.get(0).session()).isEqualTo("2024-03-13");
    assertThat(more.get(more.size() - 1).session()).isEqualTo("2024-04-23");
    assertThat(more).hasSize(30).allMatch(e -> e.recordedAt().equals(later));
  }

  @Test
  void aNewCalendarVersionWithEqualHoursWritesNothing() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);

    assertThat(Expectations.toWrite(watch(CALENDAR.version("2")), first, WEDNESDAY)).isEmpty();
  }

  @Test
  void aLongerLagSupersedesOnlyWhatIsNotYetJudged() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);
    FeedTerms slower = Scene.TERMS.due(Duration.ofHours(3), Duration.ofMinutes(30));

    List<Expectation> rows = Expectations.toWrite(watch(CALENDAR, slower), first, WEDNESDAY);

    assertThat(rows).hasSize(5);
    assertThat(rows.get(0).session()).isEqualTo("2024-03-06");
    assertThat(rows.get(0).deadline()).isEqualTo("2024-03-06T20:30:00Z");
    assertThat(rows).allMatch(e -> e.reason().equals("lag PT1H -> PT3H"));
  }

  @Test
  void aLongerLagTakesBackADeadlineThatHasPassedWhenTheNewOneIsAhead() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);
    FeedTerms slower = Scene.TERMS.due(Duration.ofHours(3), Duration.ofMinutes(30));
    Instant overdue = Instant.parse("2024-03-06T19:00:00Z");

    assertThat(Expectations.toWrite(watch(CALENDAR, slower), first, overdue))
        .first()
        .satisfies(e -> assertThat(e.session()).isEqualTo("2024-03-06"))
        .satisfies(e -> assertThat(e.deadline()).isEqualTo("2024-03-06T20:30:00Z"));
  }

  @Test
  void anEarlyCloseSupersedesWithTheHoursThatChanged() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);
    LocalDate friday = LocalDate.parse("2024-03-08");
    FixedCalendar corrected =
        CALENDAR.with(FixedCalendar.session(friday, 13, Session.Kind.SPECIAL_HOURS));

    assertThat(Expectations.toWrite(watch(corrected), first, WEDNESDAY))
        .singleElement()
        .satisfies(e -> assertThat(e.deadline()).isEqualTo("2024-03-08T14:30:00Z"))
        .satisfies(
            e ->
                assertThat(e.reason())
                    .isEqualTo("close 2024-03-08T17:00:00Z -> 2024-03-08T13:00:00Z"));
  }

  @Test
  void aDeclaredClosureTakesTheSessionBackEvenAfterItsDeadline() {
    List<Expectation> first = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);
    LocalDate thursday = LocalDate.parse("2024-03-07");
    Instant later = Instant.parse("2024-03-08T12:00:00Z");

    List<Expectation> rows = Expectations.toWrite(watch(CALENDAR.without(thursday)), first, later);

    assertThat(rows.get(0).session()).isEqualTo(thursday);
    assertThat(rows.get(0).owed()).isFalse();
    assertThat(rows.get(0).reason()).isEqualTo("closed: company holiday");

    List<Expectation> all = new ArrayList<>(first);
    all.addAll(rows);
    assertThat(Expectations.toWrite(watch(CALENDAR.without(thursday)), all, later)).isEmpty();
    assertThat(Expectations.inForce(all, WEDNESDAY).get(thursday).owed()).isTrue();
    assertThat(Expectations.inForce(all, later).get(thursday).owed()).isFalse();
    assertThat(Expectations.toWrite(watch(CALENDAR), all, later))
        .singleElement()
        .satisfies(e -> assertThat(e.owed()).isTrue())
        .satisfies(
            e ->
                assertThat(e.reason())
                    .isEqualTo(
                        "a bar is owed after all, where there was: closed: company holiday"));
  }

  @Test
  void silenceIsDeclaredAndLifted() {
    List<Expectation> all =
        new ArrayList<>(Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY));
    FeedTerms silent =
        Scene.TERMS.silent(Optional.of(LocalDate.parse("2024-03-07")), Optional.empty());

    List<Expectation> rows = Expectations.toWrite(watch(CALENDAR, silent), all, WEDNESDAY);
    assertThat(rows).hasSize(4).noneMatch(Expectation::owed);
    assertThat(rows).allMatch(e -> e.reason().equals("declared silent from 2024-03-07"));

    all.addAll(rows);
    assertThat(Expectations.toWrite(watch(CALENDAR), all, WEDNESDAY))
        .hasSize(4)
        .allMatch(Expectation::owed);
  }

  @Test
  void nothingIsOwedBeforeTheFirstTrade() {
    Watch unlisted =
        new Watch(
            Scene.feed("NEW"),
            CALENDAR,
            Scene.TERMS,
            WEDNESDAY,
            Optional.of(LocalDate.parse("2024-03-08")));

    assertThat(Expectations.toWrite(unlisted, List.of(), WEDNESDAY))
        .extracting(e -> e.session().toString())
        .containsExactly("2024-03-08", "2024-03-11", "2024-03-12");

    List<Expectation> before = Expectations.toWrite(watch(CALENDAR), List.of(), WEDNESDAY);
    Watch learnt =
        new Watch(Scene.feed("AAPL"), CALENDAR, Scene.TERMS, WEDNESDAY, unlisted.firstTrade());
    assertThat(Expectations.toWrite(learnt, before, WEDNESDAY))
        .hasSize(3)
        .noneMatch(Expectation::owed)
        .allMatch(e -> e.reason().equals("before the first trade date 2024-03-08"));
  }

  private static Watch watch(TradingCalendar calendar) {
    return watch(calendar, WEDNESDAY);
  }

  private static Watch watch(TradingCalendar calendar, Instant since) {
    return new Watch(Scene.feed("AAPL"), calendar, Scene.TERMS, since, Optional.empty());
  }

  private static Watch watch(TradingCalendar calendar, FeedTerms terms) {
    return new Watch(Scene.feed("AAPL"), calendar, terms, WEDNESDAY, Optional.empty());
  }
}
