package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static io.dataflow.sentinel.ledger.Records.SPY;
import static io.dataflow.sentinel.ledger.Records.expectation;
import static io.dataflow.sentinel.ledger.Records.look;
import static io.dataflow.sentinel.ledger.Records.sessionState;
import static io.dataflow.sentinel.ledger.Records.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.market.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about looks, expectations and verdicts. */
interface FreshnessLedgerConformance {
  Ledger ledger();

  Instant LATER = NOON.plusSeconds(3600);

  @Test
  default void keepsEachLookOnceInOrder() {
    Look first = look(AAPL, NOON, Look.Seen.NOTHING);
    Look second = look(AAPL, LATER, Look.Seen.FINAL);
    Look other = look(SPY, NOON, Look.Seen.NULL);

    ledger().recordLooks(List.of(other, second, first));
    ledger().recordLooks(List.of(first, look(AAPL, NOON, Look.Seen.FINAL)));

    assertThat(ledger().looks(BARS, SESSION)).containsExactly(first, second, other);
    assertThat(ledger().looks(BARS, SESSION.plusDays(1))).isEmpty();
    assertThat(ledger().looks("silver.other", SESSION)).isEmpty();
  }

  @Test
  default void keepsEveryKindOfLook() {
    List<Look> looks = new ArrayList<>();
    for (Look.Seen seen : Look.Seen.values()) {
      looks.add(look(AAPL, NOON.plusSeconds(looks.size()), seen));
    }
    ledger().recordLooks(looks);

    assertThat(ledger().looks(BARS, SESSION)).isEqualTo(looks);
  }

  @Test
  default void keepsLastAttemptOfEachFeed() {
    Attempt failed = new Attempt(AAPL, LATER, Optional.of("HTTP 429 Too Many Requests"));

    ledger().recordAttempts(List.of(Records.attempt(AAPL, NOON), Records.attempt(SPY, NOON)));
    ledger().recordAttempts(List.of(failed));
    ledger().recordAttempts(List.of(Records.attempt(AAPL, NOON.plusSeconds(1))));

    assertThat(ledger().attempts(BARS, LATER)).containsExactly(failed, Records.attempt(SPY, NOON));
  }

  @Test
  default void tellsWhichAttemptWasTheLastOneAtAnEarlierInstant() {
    Attempt second = new Attempt(AAPL, NOON.plusSeconds(60), Optional.of("HTTP 429"));
    Attempt third = new Attempt(AAPL, NOON.plusSeconds(120), Optional.of("HTTP 429"));
    Attempt fourth = Records.attempt(AAPL, NOON.plusSeconds(180));
    List.of(Records.attempt(AAPL, NOON), second, third, fourth, Records.attempt(AAPL, LATER))
        .forEach(attempt -> ledger().recordAttempts(List.of(attempt)));

    assertThat(ledger().attempts(BARS, NOON.minusSeconds(1))).isEmpty();
    assertThat(ledger().attempts(BARS, second.at())).containsExactly(second);
    assertThat(ledger().attempts(BARS, third.at().minusSeconds(1))).containsExactly(second);
    assertThat(ledger().attempts(BARS, third.at())).containsExactly(third);
    assertThat(ledger().attempts(BARS, LATER.minusSeconds(1))).containsExactly(fourth);
    assertThat(ledger().attempts(BARS, LATER)).containsExactly(Records.attempt(AAPL, LATER));
  }

  @Test
  default void keepsSecondOfTwoAttemptsAtOneInstant() {
    Attempt failed = new Attempt(AAPL, NOON, Optional.of("timed out"));
    ledger().recordAttempts(List.of(failed, Records.attempt(AAPL, NOON)));

    assertThat(ledger().attempts(BARS, LATER)).containsExactly(Records.attempt(AAPL, NOON));
  }

  @Test
  default void keepsFirstInstantFeedIsWatchedSince() {
    ledger().watch(AAPL, NOON);
    ledger().watch(List.of(AAPL, SPY), LATER);

    assertThat(ledger().watchedSince(AAPL)).contains(NOON);
    assertThat(ledger().watchedSince(BARS)).containsEntry(AAPL, NOON).containsEntry(SPY, LATER);
    assertThat(ledger().watchedSince(Records.feed("IBM"))).isEmpty();
    assertThat(ledger().watchedSince(new Feed(BARS, AAPL.instrument(), Interval.HOUR_1))).isEmpty();
  }

  @Test
  default void keepsEveryVersionOfExpectationAndChangesNone() {
    Expectation first = expectation(AAPL, SESSION, NOON);
    Expectation superseding = expectation(AAPL, SESSION, LATER);
    Expectation next = expectation(AAPL, SESSION.plusDays(1), NOON);

    ledger().recordExpectations(List.of(next, first));
    ledger().recordExpectations(List.of(superseding, first));

    assertThat(ledger().expectations(BARS, SESSION)).containsExactly(first, superseding, next);
    assertThat(ledger().expectations(BARS, SESSION.plusDays(1))).containsExactly(next);
  }

  @Test
  default void renewsVerdictOfFeedWithEachRunAndKeepsItsChanges() {
    VerdictRow fresh = verdict(AAPL, NOON, "FRESH", "all there");
    VerdictRow still = verdict(AAPL, NOON.plusSeconds(60), "FRESH", "all there still");
    VerdictRow late = verdict(AAPL, LATER, "LATE", "07-03 is missing");

    ledger().recordVerdicts("run-1", List.of(fresh));
    ledger().recordVerdicts("run-2", List.of(still));
    assertThat(ledger().verdicts(BARS, SESSION))
        .containsExactly(new RecordedVerdict("run-2", still));
    ledger().recordVerdicts("run-3", List.of(late));

    assertThat(ledger().verdicts(BARS, SESSION))
        .containsExactly(new RecordedVerdict("run-3", late));
    assertThat(ledger().verdictChanges(AAPL))
        .containsExactly(new RecordedVerdict("run-1", fresh), new RecordedVerdict("run-3", late));
  }

  @Test
  default void keepsStateOfSessionUntilItChanges() {
    VerdictRow overdue = sessionState(AAPL, SESSION, NOON, "OVERDUE");
    VerdictRow same = sessionState(AAPL, SESSION, NOON.plusSeconds(60), "OVERDUE");
    VerdictRow arrived = sessionState(AAPL, SESSION, LATER, "LATE_ARRIVED");

    ledger().recordVerdicts("run-1", List.of(overdue));
    ledger().recordVerdicts("run-2", List.of(same));
    assertThat(ledger().verdicts(BARS, SESSION))
        .containsExactly(new RecordedVerdict("run-1", overdue));
    ledger().recordVerdicts("run-3", List.of(arrived));

    assertThat(ledger().verdicts(BARS, SESSION))
        .containsExactly(new RecordedVerdict("run-3", arrived));
    assertThat(ledger().verdictChanges(AAPL))
        .containsExactly(
            new RecordedVerdict("run-1", overdue), new RecordedVerdict("run-3", arrived));
  }

  @Test
  default void countsAnotherCauseAsChange() {
    VerdictRow overdue = sessionState(AAPL, SESSION, NOON, "OVERDUE");
    VerdictRow without =
        new VerdictRow(AAPL, Optional.of(SESSION), "OVERDUE", Optional.empty(), "?", LATER);

    ledger().recordVerdicts("run-1", List.of(overdue));
    ledger().recordVerdicts("run-2", List.of(without));
    ledger().recordVerdicts("run-2", List.of(without));

    assertThat(ledger().verdictChanges(AAPL)).hasSize(2);
  }

  @Test
  default void dropsVerdictAsOfEarlierInstant() {
    VerdictRow late = verdict(AAPL, LATER, "LATE", "07-03 is missing");
    ledger().recordVerdicts("run-1", List.of(late));
    ledger().recordVerdicts("run-2", List.of(verdict(AAPL, NOON, "FRESH", "all there")));

    assertThat(ledger().verdicts(BARS, SESSION))
        .containsExactly(new RecordedVerdict("run-1", late));
    assertThat(ledger().verdictChanges(AAPL)).hasSize(1);
  }

  @Test
  default void givesFeedsBeforeTheirSessionsFromDateOn() {
    LocalDate next = SESSION.plusDays(1);
    VerdictRow aapl = verdict(AAPL, NOON, "FRESH", "all there");
    VerdictRow spy = verdict(SPY, NOON, "FRESH", "all there");
    ledger()
        .recordVerdicts(
            "run-1",
            List.of(
                sessionState(AAPL, next, NOON, "NOT_DUE"),
                spy,
                sessionState(AAPL, SESSION, NOON, "ON_TIME"),
                aapl));

    assertThat(ledger().verdicts(BARS, next))
        .extracting(RecordedVerdict::verdict)
        .containsExactly(aapl, sessionState(AAPL, next, NOON, "NOT_DUE"), spy);
  }
}
