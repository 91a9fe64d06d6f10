package io.dataflow.sentinel.config;

import static io.dataflow.sentinel.config.Setting.with;
import static io.dataflow.sentinel.config.Setting.without;

import java.time.Duration;
import java.util.List;

/** The settings under {@code maintenance:}. */
final class UpkeepSettings {
  static final Setting<Duration> KEEP_SNAPSHOTS =
      with(
          "maintenance.keep_snapshots",
          Form.duration("P1D", "P3650D"),
          "P7D",
          "How long a table's earlier content stays on disk after it was replaced, for readers at"
              + " work.");

  static final Setting<Duration> ORPHAN_AGE =
      with(
          "maintenance.orphan_age",
          Form.duration("PT0S", "P365D"),
          "PT10M",
          "How old a file that no table names, or that was never finished, must be to go.");

  static final Setting<Integer> MERGE_FROM =
      with(
          "maintenance.merge_from",
          Form.whole(2, 10_000),
          "8",
          "So many small files of a table become one.");

  static final Setting<Long> LOG_SIZE =
      with(
          "maintenance.log_size",
          Form.size(1L << 10, 1L << 34),
          "16 MiB",
          "A larger pipeline.json is put aside and begun anew.");

  static final Setting<Duration> KEEP_LOGS =
      with(
          "maintenance.keep_logs",
          Form.duration("P1D", "P36500D"),
          "P90D",
          "How long logs that were put aside stay.");

  static final Setting<Duration> KEEP_VINTAGES =
      without(
          "maintenance.keep_vintages",
          Form.duration("P30D", "P36500D"),
          "How long answers stay in bronze that contributed no row to silver and that later ones"
              + " replace; without it, all stay.");

  static final Setting<Duration> KEEP_LEDGER =
      with(
          "maintenance.keep_ledger",
          Form.duration("P400D", "P36500D"),
          "P1826D",
          "How long the ledger remembers looks, promises and verdicts of sessions that are over,"
              + " and stages and checks of runs.");

  static final List<Setting<?>> ALL =
      List.of(
          KEEP_SNAPSHOTS, ORPHAN_AGE, MERGE_FROM, LOG_SIZE, KEEP_LOGS, KEEP_VINTAGES, KEEP_LEDGER);

  private UpkeepSettings() {}
}
