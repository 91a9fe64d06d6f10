package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Behaviour of the judge beside the golden cases; New York in the week of Monday 2024-03-04. */
class JudgeTest {
  private static final LocalDate MON = LocalDate.parse("2024-03-04");
  private static final LocalDate WED = LocalDate.parse("2024-03-06");

  @Test
  void saysWhatWasDueAndWhatTheSourceHas() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .terms(FeedTerms.exchangeDaily())
            .had("2026-03-05")
            .look("2026-03-06", Instant.parse("2026-03-07T04:45:00Z"), Look.Seen.NOTHING)
            .at("2026-03-07T05:00:00Z");

    assertThat(verdict.reason())
        .isEqualTo(
            "the bar of Fri 2026-03-06 was due Sat 04:30 UTC and is absent: last looked at 04:45"
                + " UTC, the source has bars up to Thu 2026-03-05");
    assertThat(verdict.lastHeld()).contains(LocalDate.parse("2026-03-05"));
    assertThat(verdict.expected().orElseThrow().deadline()).isEqualTo("2026-03-07T04:30:00Z");
    assertThat(verdict.next().orElseThrow())
        .isEqualTo(new Due(LocalDate.parse("2026-03-09"), Instant.parse("2026-03-10T03:30:00Z")));
  }

  @Test
  void keepsFreshWithAHoleAndLowersCoverage() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .had("2024-03-01")
            .lookAfterDeadline("2024-03-04", 60, Look.Seen.NOTHING)
            .there("2024-03-05")
            .at("2024-03-05T23:00:00Z");

    assertThat(verdict.verdict()).isEqualTo(Verdict.FRESH);
    assertThat(verdict.coverage()).isEqualTo(new Coverage(2, 3));
    assertThat(verdict.holes()).singleElement().extracting(SessionVerdict::session).isEqualTo(MON);
    assertThat(verdict.missing()).isEmpty();
    assertThat(verdict.reason())
        .isEqualTo(
            "the bar of Tue 2024-03-05 is there; missing behind it: Mon 2024-03-04 (absent);"
                + " the next, of Wed 2024-03-06, is due Wed 22:30 UTC");
  }

  @Test
  void namesHowManyAreMissingWhenStale() {
    Scene scene = Scene.on("XNYS").had("2024-03-01").failed("2024-03-06T22:00:00Z", "HTTP 429");

    assertThat(scene.at("2024-03-06T22:30:00Z").reason())
        .isEqualTo(
            "the bar of Wed 2024-03-06 was due Wed 22:30 UTC and could not be fetched: HTTP 429 at"
                + " 22:00 UTC; those of the 2 sessions before it, from Mon 2024-03-04, are missing"
                + " too");
    assertThat(scene.at("2024-03-06T22:30:00Z").missing()).hasSize(3);
  }

  @Test
  void aLookBeforeTheBarCouldBeFinalProvesNothing() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .had("2024-03-05")
            .look("2024-03-06", Instant.parse("2024-03-06T21:05:00Z"), Look.Seen.NOTHING)
            .at("2024-03-06T23:00:00Z");

    assertThat(verdict.on(WED).orElseThrow().cause()).contains(Cause.NOT_LOOKED);
    assertThat(verdict.reason()).endsWith("last looked at 21:05 UTC, before it could be there");
  }

  @Test
  void aRowWithoutPricesThatOnlyALookSawIsANullBar() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .had("2024-03-05")
            .lookAfterDeadline("2024-03-06", 5, Look.Seen.NULL)
            .at("2024-03-06T23:00:00Z");

    assertThat(verdict.on(WED).orElseThrow().cause()).contains(Cause.NULL_BAR);
  }

  @Test
  void aFailureBeforeTheCloseIsNoCause() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .had("2024-03-05")
            .failed("2024-03-06T12:00:00Z", "HTTP 500")
            .at("2024-03-06T23:00:00Z");

    assertThat(verdict.on(WED).orElseThrow().cause()).contains(Cause.NOT_LOOKED);
  }

  @Test
  void aRefusedBarStaysRefusedDuringALaterOutage() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .had("2024-03-05")
            .lookAfterDeadline("2024-03-06", -20, Look.Seen.FINAL)
            .holds("2024-03-06", Holding.State.ABSENT, "high_not_below_low", "close_positive")
            .failed("2024-03-06T22:45:00Z", "HTTP 500")
            .at("2024-03-06T23:00:00Z");

    assertThat(verdict.on(WED).orElseThrow().cause()).contains(Cause.REFUSED);
    assertThat(verdict.reason())
        .isEqualTo(
            "the bar of Wed 2024-03-06 was due Wed 22:30 UTC and was refused by the checks"
                + " high_not_below_low, close_positive");
  }

  @Test
  void aProvisionalBarIsAnArrivalWhereTheTermsSaySo() {
    Scene seen =
        Scene.on("XNYS")
            .terms(Scene.TERMS.judgedBy(JudgedBy.PROVISIONAL))
            .watchedSince("2024-03-06")
            .look("2024-03-06", Instant.parse("2024-03-06T21:02:00Z"), Look.Seen.PROVISIONAL)
            .holds("2024-03-06", Holding.State.PROVISIONAL);

    assertThat(seen.at("2024-03-06T21:03:00Z").on(WED).orElseThrow().state())
        .isEqualTo(SessionState.ON_TIME);
  }

  @Test
  void aBarSeenWhileTheSessionRanIsNotTheSessionsBar() {
    Scene stoppedAtNoon =
        Scene.on("XNYS")
            .terms(Scene.TERMS.judgedBy(JudgedBy.PROVISIONAL))
            .watchedSince("2024-03-06")
            .look("2024-03-06", Instant.parse("2024-03-06T17:00:00Z"), Look.Seen.PROVISIONAL)
            .holds("2024-03-06", Holding.State.PROVISIONAL);

    assertThat(stoppedAtNoon.at("2024-03-06T22:30:00Z").on(WED).orElseThrow().cause())
        .contains(Cause.PROVISIONAL_ONLY);
  }

  @Test
  void aBarIsWelcomeOnAPartialHolidayAndNotOwed() {
    LocalDate holiday = LocalDate.parse("2024-03-06");
    FixedCalendar calendar =
        FixedCalendar.weekdays(LocalDate.parse("2024-01-01"), LocalDate.parse("2024-12-31"))
            .with(FixedCalendar.session(holiday, 12, Session.Kind.OPTIONAL));

    FeedVerdict without = Scene.on(calendar).had("2024-03-05").at("2024-03-06T23:00:00Z");
    assertThat(without.verdict()).isEqualTo(Verdict.FRESH);
    assertThat(without.coverage()).isEqualTo(new Coverage(1, 1));
    assertThat(without.on(holiday).orElseThrow().reason())
        .contains("partial holiday: no bar is owed");

    FeedVerdict with =
        Scene.on(calendar).had("2024-03-05").there("2024-03-06").at("2024-03-06T23:00:00Z");
    assertThat(with.on(holiday).orElseThrow().state()).isEqualTo(SessionState.ON_TIME);
    assertThat(with.coverage()).isEqualTo(new Coverage(1, 1));
  }

  @Test
  void lookBetweenCloseAndDeadlineThenOneMuchLaterDoesNotProveLateness() {
    FeedVerdict verdict =
        Scene.on("XNYS")
            .had("2024-03-05")
            .lookAfterDeadline("2024-03-06", -30, Look.Seen.NOTHING)
            .lookAfterDeadline("2024-03-06", 600, Look.Seen.FINAL)
            .holds("2024-03-06", Holding.State.FINAL)
            .at("2024-03-07T12:00:00Z");

    assertThat(verdict.on(WED).orElseThrow().state()).isEqualTo(SessionState.ON_TIME);
    assertThat(verdict.on(WED).orElseThrow().observed()).isFalse();
  }

  @Test
  void earlierSessionsCountOnlyAsCoverage() {
    Instant asOf = Instant.parse("2024-03-05T23:00:00Z");
    Evidence e = Scene.on("XNYS").had("2024-03-05").evidence(asOf);
    Holding february =
        new Holding(e.feed(), LocalDate.parse("2024-02-29"), Holding.State.FINAL, List.of());
    Evidence longer =
        new Evidence(
            e.feed(),
            e.expectations(),
            e.looks(),
            List.of(e.holdings().get(0), february),
            e.lastAttempt(),
            true,
            Optional.of(LocalDate.parse("2024-02-28")));

    FeedVerdict verdict = new Judge(Scene.calendar("XNYS"), Scene.TERMS).verdict(longer, asOf);

    assertThat(verdict.verdict()).isEqualTo(Verdict.FRESH);
    assertThat(verdict.coverage()).isEqualTo(new Coverage(2, 5));
    assertThat(verdict.holes()).isEmpty();
  }

  @Test
  void saysWhyADateOutsideTheJudgedSessionsIsClosed() {
    Instant asOf = Instant.parse("2024-03-05T23:00:00Z");
    Evidence evidence = Scene.on("XNYS").had("2024-03-05").evidence(asOf);
    Judge judge = new Judge(Scene.calendar("XNYS"), Scene.TERMS);

    assertThat(judge.session(evidence, LocalDate.parse("2024-02-19"), asOf).orElseThrow().state())
        .isEqualTo(SessionState.CLOSED);
    assertThat(judge.session(evidence, LocalDate.parse("2024-02-20"), asOf)).isEmpty();
  }

  @Test
  void refusesEvidenceOfAnotherFeed() {
    Look stranger =
        new Look(Scene.feed("SPY"), WED, Instant.parse("2024-03-06T23:00:00Z"), Look.Seen.FINAL);

    assertThatThrownBy(
            () ->
                new Evidence(
                    Scene.feed("AAPL"),
                    List.of(),
                    List.of(stranger),
                    List.of(),
                    Optional.empty(),
                    true,
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SPY");
  }
}
