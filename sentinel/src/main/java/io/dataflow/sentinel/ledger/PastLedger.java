package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the ledger tells of a run that is over, and what it forgets. Each call is atomic and durable
 * when it returns.
 */
public interface PastLedger {
  /**
   * Runs whose id begins with a text, newest first; the text is taken as it is, not as a pattern.
   *
   * @param most how many at most
   */
  List<Run> runsNamed(String beginning, int most);

  /** The batches a run opened, those of earlier runs that it took up included; oldest first. */
  List<Batch> batchesOf(String runId);

  /** The changes of verdicts a run was the first to see, by feed, then session. */
  List<RecordedVerdict> changesBy(String runId);

  /**
   * Counts what {@link #forget} would remove; removes nothing.
   *
   * @return rows by table, tables without such rows included
   */
  Map<String, Long> forgettable(Instant before);

  /**
   * Forgets what was written before an instant of sessions that lie before its day and are over: a
   * session that is overdue, unknown or not due is kept with all that was seen of it. What later
   * runs go by is never forgotten: runs, batches, the last attempts of each feed, what instruments
   * are.
   *
   * @return rows by table
   */
  Map<String, Long> forget(Instant before);

  /**
   * Gives the room of forgotten rows back to the disk where the database does not do so by itself.
   */
  void reclaim();
}
