package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static io.dataflow.sentinel.ledger.Records.SPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about runs that are over, and about forgetting. */
interface PastLedgerConformance {
  Ledger ledger();

  Instant MUCH_LATER = NOON.plus(Duration.ofDays(400));

  @Test
  default void findsRunsByTheBeginningOfTheirIdsTakenAsItIs() {
    ledger().startRun(Records.run("run-1", NOON));
    ledger().startRun(Records.run("run-2", NOON.plusSeconds(1)));
    ledger().startRun(Records.run("r%n-3", NOON));

    assertThat(ids(ledger().past().runsNamed("run-", 9))).containsExactly("run-2", "run-1");
    assertThat(ids(ledger().past().runsNamed("run-", 1))).containsExactly("run-2");
    assertThat(ids(ledger().past().runsNamed("r%", 9))).containsExactly("r%n-3");
    assertThat(ledger().past().runsNamed("RUN", 9)).isEmpty();
  }

  private static List<String> ids(List<Run> runs) {
    return runs.stream().map(run -> run.start().runId()).toList();
  }

  @Test
  default void tellsWhichBatchesAndChangesWereARuns() {
    BatchOpen batch = Records.batch("batch-1", "run-0", "run-1");
    ledger().openBatch(batch, List.of(), List.of(), List.of(), List.of());
    VerdictRow fresh = Records.verdict(AAPL, NOON, "FRESH", "there");
    ledger().recordVerdicts("run-1", List.of(fresh));
    ledger().recordVerdicts("run-2", List.of(Records.verdict(AAPL, MUCH_LATER, "FRESH", "yes")));

    assertThat(ledger().past().batchesOf("run-1"))
        .containsExactly(new Batch(batch, Optional.empty()));
    assertThat(ledger().past().batchesOf("run-2")).isEmpty();
    assertThat(ledger().past().changesBy("run-1"))
        .containsExactly(new RecordedVerdict("run-1", fresh));
    assertThat(ledger().past().changesBy("run-2")).isEmpty();
  }

  private void session(io.dataflow.sentinel.freshness.Feed feed, String state) {
    ledger().recordLooks(List.of(Records.look(feed, NOON, Look.Seen.FINAL)));
    ledger().recordExpectations(List.of(Records.expectation(feed, SESSION, NOON)));
    ledger().recordVerdicts("run-1", List.of(Records.sessionState(feed, SESSION, NOON, state)));
  }

  @Test
  default void forgetsSessionsThatAreOverAndKeepsWhatIsOpen() {
    session(AAPL, "ON_TIME");
    session(SPY, "OVERDUE");

    assertThat(ledger().past().forgettable(NOON).values()).containsOnly(0L);
    Map<String, Long> forgettable = ledger().past().forgettable(MUCH_LATER);
    assertThat(forgettable)
        .containsEntry("look", 1L)
        .containsEntry("expectation", 1L)
        .containsEntry("verdict_change", 1L)
        .containsEntry("verdict", 1L);
    assertThat(ledger().looks(AAPL)).as("counting forgets nothing").hasSize(1);

    assertThat(ledger().past().forget(MUCH_LATER)).isEqualTo(forgettable);
    assertThat(ledger().looks(AAPL)).isEmpty();
    assertThat(ledger().expectations(AAPL)).isEmpty();
    assertThat(ledger().looks(SPY)).hasSize(1);
    assertThat(ledger().expectations(SPY)).hasSize(1);
    assertThat(ledger().verdicts(BARS, SESSION)).hasSize(1);
    assertThat(ledger().past().forget(MUCH_LATER).values()).containsOnly(0L);
  }

  @Test
  default void forgetsStagesAndChecksAndNeverRunsOrBatches() {
    ledger().startRun(Records.run("run-1", NOON));
    ledger().stage("run-1", new Stage("fetch", NOON, 5, "{}"));
    ledger().recordChecks("run-1", List.of(Records.check("high-low", Optional.of("AAPL"))));
    ledger()
        .openBatch(Records.batch("batch-1", "run-1"), List.of(), List.of(), List.of(), List.of());
    ledger().closeBatch("batch-1", NOON);

    ledger().past().forget(MUCH_LATER);

    assertThat(ledger().stages("run-1")).isEmpty();
    assertThat(ledger().checks("run-1")).isEmpty();
    assertThat(ledger().run("run-1")).isPresent();
    assertThat(ledger().promotedRuns()).containsExactly("run-1");
  }

  @Test
  default void keepsTheLastAttemptBeforeWhatIsForgotten() {
    for (int i = 0; i < 3; i++) {
      ledger()
          .recordAttempts(
              List.of(new Attempt(AAPL, NOON.plusSeconds(i), Optional.of("failed " + i))));
    }
    ledger().recordAttempts(List.of(Records.attempt(AAPL, MUCH_LATER.plusSeconds(9))));
    List<Attempt> then = ledger().attempts(BARS, MUCH_LATER);

    assertThat(ledger().past().forget(MUCH_LATER)).containsEntry("attempt_history", 2L);

    assertThat(ledger().attempts(BARS, MUCH_LATER)).isEqualTo(then).hasSize(1);
  }

  @Test
  default void givesRoomBackAndGoesOn() {
    session(AAPL, "ON_TIME");
    ledger().past().forget(MUCH_LATER);
    ledger().past().reclaim();
    ledger().past().reclaim();
    session(AAPL, "ON_TIME");

    assertThat(ledger().looks(AAPL)).hasSize(1);
  }
}
