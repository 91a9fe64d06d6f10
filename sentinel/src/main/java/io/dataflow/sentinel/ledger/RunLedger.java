package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the ledger keeps of runs. Each call is atomic and durable when it returns. */
public interface RunLedger {
  /**
   * Records that a run begins.
   *
   * @throws LedgerException DATA when the run id is recorded already; that run is unchanged
   */
  void startRun(RunStart start);

  /** Records one stage; see {@link #recordStages}. */
  default void stage(String runId, Stage stage) {
    recordStages(runId, List.of(stage));
  }

  /**
   * Records stages of a run, all or none. The same stage with the same start replaces the earlier
   * one, so it may be called twice; stages of an unknown run are kept too.
   */
  void recordStages(String runId, List<Stage> stages);

  /**
   * Records how a run ended.
   *
   * @param summary JSON
   * @return false when it had ended before; the first end stays
   * @throws LedgerException DATA when there is no such run
   */
  boolean finishRun(String runId, Instant finishedAt, int exitCode, String summary);

  Optional<Run> run(String runId);

  /** The newest runs by start, newest first. */
  List<Run> runs(int limit);

  /** Runs without an end, oldest first: running now, or killed. */
  List<Run> unfinishedRuns();

  /** The stages of a run in the order they started; empty for an unknown run. */
  List<Stage> stages(String runId);
}
