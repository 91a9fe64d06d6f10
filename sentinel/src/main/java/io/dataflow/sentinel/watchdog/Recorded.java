package io.dataflow.sentinel.watchdog;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an installation has left for others to see.
 *
 * @param where it was read, without secrets
 * @param runs those that fetch what is new, in any order
 * @param atWork the id of the run that says it is alive
 * @param promised of sessions that are owed, in any order; the instruments' own, each once
 */
public record Recorded(
    String where,
    Extent extent,
    List<SeenRun> runs,
    Optional<String> atWork,
    List<Promise> promised) {

  /** How much is recorded. */
  public enum Extent {
    /** Every run of the last weeks, as the ledger has them. */
    ALL_RUNS,
    /** The newest run alone, as {@code summary.json} has it. */
    NEWEST_RUN,
    /** Verdicts without the time they were reached, as {@code freshness.json} has them. */
    NO_TIMES
  }

  public Recorded {
    Objects.requireNonNull(extent, "extent");
    runs = List.copyOf(runs);
    promised = List.copyOf(promised);
  }

  /** The same, without what an earlier instant does not know yet. */
  public Recorded until(Instant instant) {
    return new Recorded(
        where,
        extent,
        runs.stream().filter(run -> !run.began().isAfter(instant)).toList(),
        atWork,
        promised);
  }
}
