package io.dataflow.sentinel;

import java.util.function.Predicate;

/** Every step of a run that can be seen from outside, in order; the run is killed at it. */
enum KillStep {
  RUN_ENTERED(RunWatch::runEntered),
  RECOVERED(watch -> watch.stageEnded("recover")),
  PLANNED(watch -> watch.stageEnded("plan")),
  ANSWER_KEPT(watch -> watch.appeared("bronze", ".*\\.gz")),
  RECEIPT_WRITTEN(watch -> watch.appeared("bronze/receipts", ".*\\.jsonl")),
  FIRST_REQUEST_ENDED(watch -> watch.requestsEnded() >= 1),
  THIRD_REQUEST_ENDED(watch -> watch.requestsEnded() >= 3),
  FETCHED(watch -> watch.stageEnded("fetch")),
  BATCH_OPENED(RunWatch::batchOpened),
  QUARANTINE_STORED(stored("silver/quarantine")),
  QUARANTINE_DESCRIBED(described("silver/quarantine")),
  QUARANTINE_COMMITTED(watch -> watch.committed("silver.quarantine")),
  ACTIONS_STORED(stored("silver/corporate_actions")),
  ACTIONS_DESCRIBED(described("silver/corporate_actions")),
  ACTIONS_COMMITTED(watch -> watch.committed("silver.corporate_actions")),
  VERSIONS_STORED(stored("silver/bar_versions")),
  VERSIONS_DESCRIBED(described("silver/bar_versions")),
  VERSIONS_COMMITTED(watch -> watch.committed("silver.bar_versions")),
  BARS_STORED(stored("silver/bars")),
  BARS_DESCRIBED(described("silver/bars")),
  BARS_COMMITTED(watch -> watch.committed("silver.bars")),
  BATCH_CLOSED(RunWatch::batchClosed),
  PROMOTED(watch -> watch.stageEnded("promote")),
  METRICS_STORED(stored("gold/daily_metrics")),
  METRICS_DESCRIBED(described("gold/daily_metrics")),
  METRICS_COMMITTED(watch -> watch.committed("gold.daily_metrics")),
  LATEST_STORED(stored("gold/latest_bars")),
  LATEST_DESCRIBED(described("gold/latest_bars")),
  LATEST_COMMITTED(watch -> watch.committed("gold.latest_bars")),
  BUILT(watch -> watch.stageEnded("gold")),
  JUDGED(watch -> watch.stageEnded("judge")),
  AGGREGATES_WRITTEN(watch -> watch.reportWritten("aggregates.csv")),
  FRESHNESS_WRITTEN(watch -> watch.reportWritten("freshness.json")),
  SUMMARY_WRITTEN(watch -> watch.reportWritten("summary.json")),
  SOURCES_WRITTEN(watch -> watch.reportWritten("sources.json")),
  METRICS_FILE_WRITTEN(watch -> watch.reportWritten("sentinel.prom"));

  private final Predicate<RunWatch> signal;

  KillStep(Predicate<RunWatch> signal) {
    this.signal = signal;
  }

  boolean reached(RunWatch watch) {
    return signal.test(watch);
  }

  private static Predicate<RunWatch> stored(String table) {
    return watch -> watch.appeared(table + "/data", ".*\\.parquet");
  }

  private static Predicate<RunWatch> described(String table) {
    return watch -> watch.appeared(table + "/metadata", ".*\\.metadata\\.json");
  }
}
