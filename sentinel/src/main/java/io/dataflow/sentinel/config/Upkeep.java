package io.dataflow.sentinel.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What maintenance keeps; the values under {@code maintenance:}.
 *
 * @param keepSnapshots how long the content a table had before stays readable after it was replaced
 * @param orphanAge how old a file that no table names must be before it goes
 * @param mergeFrom so many small files of a table, or of a year of it, become one
 * @param logSize from here on the log begins a new file
 * @param keepLogs how long the log's earlier files stay
 * @param keepVintages how long vintages stay that contributed nothing; empty for good
 * @param keepLedger how long the ledger remembers sessions that are over
 */
public record Upkeep(
    Duration keepSnapshots,
    Duration orphanAge,
    int mergeFrom,
    long logSize,
    Duration keepLogs,
    Optional<Duration> keepVintages,
    Duration keepLedger) {
  public Upkeep {
    if (keepSnapshots.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "readers at work need a snapshot for a day at least, not " + keepSnapshots);
    }
    if (orphanAge.isNegative() || keepLogs.isNegative() || keepLedger.isNegative()) {
      throw new IllegalArgumentException("a time to keep something is not negative");
    }
    if (mergeFrom < 2 || logSize < 1) {
      throw new IllegalArgumentException(
          "out of range: merge from " + mergeFrom + " files, a log of " + logSize + " bytes");
    }
  }
}
