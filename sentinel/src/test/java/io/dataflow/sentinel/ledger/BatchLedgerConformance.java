package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Look;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about batches, their intents and check results. */
interface BatchLedgerConformance {
  Ledger ledger();

  Look LOOK = Records.look(AAPL, NOON, Look.Seen.FINAL);
  Attempt ATTEMPT = Records.attempt(AAPL, NOON);
  CheckRow CHECK = Records.check("high-low", Optional.of("AAPL"));

  private boolean open(BatchOpen batch, Intent... intents) {
    return ledger()
        .openBatch(batch, List.of(LOOK), List.of(ATTEMPT), List.of(CHECK), List.of(intents));
  }

  @Test
  default void recordsBatchWithAllThatFollowsFromIt() {
    BatchOpen batch = Records.batch("b-1", "run-1", "run-0");

    assertThat(open(batch, Records.intent("i-1", "b-1"))).isTrue();

    assertThat(ledger().openBatches()).containsExactly(new Batch(batch, Optional.empty()));
    assertThat(ledger().looks(BARS, SESSION)).containsExactly(LOOK);
    assertThat(ledger().attempts(BARS, NOON.plusSeconds(9999))).containsExactly(ATTEMPT);
    assertThat(ledger().checks("run-1")).containsExactly(CHECK);
    assertThat(ledger().openIntents()).containsExactly(Records.intent("i-1", "b-1"));
  }

  @Test
  default void openingAgainChangesNothing() {
    BatchOpen batch = Records.batch("b-1", "run-0", "run-1");
    open(batch, Records.intent("i-1", "b-1"));
    BatchOpen later = new BatchOpen("b-1", "run-2", NOON.plusSeconds(9), batch.receiptRuns(), "{}");

    assertThat(open(later, Records.intent("i-2", "b-1"))).isFalse();
    assertThat(ledger().batch("b-1")).contains(new Batch(batch, Optional.empty()));
    assertThat(ledger().intents("b-1")).containsExactly(Records.intent("i-1", "b-1"));

    ledger().closeBatch("b-1", NOON.plusSeconds(10));
    assertThat(open(batch)).isFalse();
    assertThat(ledger().openBatches()).isEmpty();
  }

  @Test
  default void refusesOneBatchIdForOtherReceipts() {
    open(Records.batch("b-1", "run-1"));

    assertThatThrownBy(() -> open(Records.batch("b-1", "run-2")))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "batch b-1 is recorded for the receipts of runs [run-1]"
                + " and cannot be opened for those of [run-2]");
  }

  @Test
  default void keepsNothingOfBatchThatCannotBeRecordedWhole() {
    assertThatThrownBy(() -> open(Records.batch("b-1", "run-1"), Records.intent("i-1", "another")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("intent i-1 belongs to batch another");

    assertThat(ledger().batch("b-1")).isEmpty();
    assertThat(ledger().looks(BARS, SESSION)).isEmpty();
    assertThat(ledger().attempts(BARS, NOON.plusSeconds(9999))).isEmpty();
    assertThat(ledger().checks("run-1")).isEmpty();
    assertThat(ledger().openIntents()).isEmpty();
  }

  @Test
  default void countsReceiptsAsPromotedOnceTheirBatchIsClosed() {
    open(Records.batch("b-1", "run-1", "run-2"));
    open(Records.batch("b-2", "run-3"));
    assertThat(ledger().promotedRuns()).isEmpty();

    assertThat(ledger().closeBatch("b-1", NOON.plusSeconds(1))).isTrue();

    assertThat(ledger().promotedRuns()).containsExactlyInAnyOrder("run-1", "run-2");
    assertThat(ledger().isPromoted("run-2")).isTrue();
    assertThat(ledger().isPromoted("run-3")).isFalse();
    assertThat(ledger().openBatches()).extracting(b -> b.open().batchId()).containsExactly("b-2");
  }

  @Test
  default void keepsFirstCloseOfBatch() {
    open(Records.batch("b-1"));
    ledger().closeBatch("b-1", NOON.plusSeconds(1));

    assertThat(ledger().closeBatch("b-1", NOON.plusSeconds(2))).isFalse();
    assertThat(ledger().batch("b-1").orElseThrow().closedAt()).contains(NOON.plusSeconds(1));
    assertThat(ledger().batch("b-1").orElseThrow().open().receiptRuns()).isEmpty();
    assertThatThrownBy(() -> ledger().closeBatch("b-9", NOON))
        .isInstanceOf(LedgerException.class)
        .hasMessage("no batch b-9 is recorded, so it cannot be closed");
  }

  @Test
  default void tellsOneCallerThatIntentIsDone() {
    open(Records.batch("b-1"), Records.intent("i-1", "b-1"), Records.intent("i-2", "b-1"));

    assertThat(ledger().completeIntent("i-1", NOON.plusSeconds(1))).isTrue();
    assertThat(ledger().completeIntent("i-1", NOON.plusSeconds(2))).isFalse();

    assertThat(ledger().openIntents()).extracting(Intent::intentId).containsExactly("i-2");
    assertThat(ledger().intents("b-1").get(0).doneAt()).contains(NOON.plusSeconds(1));
    assertThatThrownBy(() -> ledger().completeIntent("i-9", NOON))
        .isInstanceOf(LedgerException.class)
        .hasMessage("no intent i-9 is recorded, so it cannot be done");
  }

  @Test
  default void replacesCheckOfSameNameWithinRun() {
    CheckRow whole = Records.check("row-count", Optional.empty());
    CheckRow passed =
        new CheckRow(
            "row-count", BARS, Optional.empty(), CheckRow.Outcome.PASS, "> 0", "7", 0, "{}");
    CheckRow aapl = Records.check("row-count", Optional.of("AAPL"));

    ledger().recordChecks("run-1", List.of(whole, aapl));
    ledger().recordChecks("run-1", List.of(passed));
    ledger().recordChecks("run-2", List.of(whole));

    assertThat(ledger().checks("run-1")).containsExactly(passed, aapl);
  }
}
