package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Look;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger keeps of batches: open before the lake is touched, closed once the lake holds
 * them. Each call is atomic and durable when it returns.
 *
 * <pre>
 * openBatch -> lake commit (snapshot carries the batch id) -> intents -> closeBatch
 *      a crash anywhere leaves the batch in openBatches(), with all that finishing it needs
 * </pre>
 */
public interface BatchLedger {
  /**
   * Records a batch with everything that follows from it, all or nothing. Opening the same id again
   * changes nothing, whether the batch is still open or closed.
   *
   * @param looks kept once each, see {@link FreshnessLedger#recordLooks}
   * @param attempts kept where newer, see {@link FreshnessLedger#recordAttempts}
   * @param checks kept under the batch's run
   * @param intents carry this batch's id
   * @return true when this call opened it
   * @throws LedgerException DATA when the id is taken by a batch that covers other receipt runs, or
   *     an intent names another batch; nothing is recorded
   */
  boolean openBatch(
      BatchOpen batch,
      List<Look> looks,
      List<Attempt> attempts,
      List<CheckRow> checks,
      List<Intent> intents);

  /**
   * Records that the lake holds a batch.
   *
   * @return false when it was closed before; the first instant stays
   * @throws LedgerException DATA when there is no such batch
   */
  boolean closeBatch(String batchId, Instant closedAt);

  Optional<Batch> batch(String batchId);

  /** Batches not closed, oldest first: to be finished or replayed before anything else. */
  List<Batch> openBatches();

  /** The receipt runs that a closed batch covers. */
  Set<String> promotedRuns();

  /** Whether a closed batch covers the receipts of a run. */
  boolean isPromoted(String receiptRunId);

  /** Intents not done yet, oldest first. */
  List<Intent> openIntents();

  /** All intents of a batch, oldest first. */
  List<Intent> intents(String batchId);

  /**
   * Records that an intent was done. Compare and set: of two callers one is told true.
   *
   * @return false when it was done before
   * @throws LedgerException DATA when there is no such intent
   */
  boolean completeIntent(String intentId, Instant doneAt);

  /** Records checks outside a batch, all or none; a check of the same name is replaced. */
  void recordChecks(String runId, List<CheckRow> checks);

  /** All checks of a run, within batches and outside, by dataset, instrument and name. */
  List<CheckRow> checks(String runId);
}
