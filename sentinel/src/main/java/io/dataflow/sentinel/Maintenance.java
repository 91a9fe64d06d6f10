package io.dataflow.sentinel;

import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.config.Paths;
import io.dataflow.sentinel.config.Upkeep;
import io.dataflow.sentinel.lake.LakeUpkeep;
import io.dataflow.sentinel.lake.TableSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps the data folder small without changing what any command says. Each step leaves everything
 * readable at any moment, and what one leaves undone the next maintenance does. Read {@link #run}
 * first.
 */
final class Maintenance {
  private final Sentinel sentinel;
  private final String id;
  private final Removals.Mode mode;
  private final Instant now;
  private final Clock wall;
  private final List<LakeSweep.Swept> swept = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param id names the maintenance in the log and in the snapshots it makes
   * @param now the moment ages are counted up to
   * @param wall the real time, for the log
   */
  Maintenance(Sentinel sentinel, String id, Removals.Mode mode, Instant now, Clock wall) {
    this.sentinel = sentinel;
    this.id = id;
    this.mode = mode;
    this.now = now;
    this.wall = wall;
  }

  /**
   * Maintains everything. May run any number of times.
   *
   * @param progress is told of each step
   * @throws RunLock.LockedException when a run is at work
   */
  MaintenanceReport run(Consumer<String> progress) {
    Paths paths = sentinel.settings().paths();
    try (WriteTurn turn = WriteTurn.taken(sentinel, id, wall, Waiting.none(progress))) {
      DiskUse before = DiskUse.of(paths);
      Upkeep upkeep = sentinel.settings().maintenance();
      LogSweep logs = new LogSweep(paths.logs(), upkeep);
      Optional<Path> aside = logs.putAside(now, new Removals(mode, leftover -> {}));
      try (MaintenanceLog log = MaintenanceLog.of(mode, sentinel.settings(), id, wall)) {
        Removals removals = new Removals(mode, log::removed);
        new StraySweep(paths, removals).sweep(now, upkeep.orphanAge());
        logs.sweep(now, removals);
        Map<String, Long> forgotten = forget(upkeep, progress);
        lake(upkeep, removals, progress);
        letGo();
        MaintenanceReport report =
            new MaintenanceReport(
                id,
                mode,
                now,
                before,
                DiskUse.of(paths),
                removals.all(),
                swept,
                forgotten,
                aside,
                warnings);
        log.event(LogLevel.INFO, "maintenance ended", report.counts());
        return report;
      }
    }
  }

  /** What the databases keep beside themselves while they are open would be measured too. */
  private void letGo() {
    sentinel.ledger().close();
    sentinel.lake().close();
  }

  private Map<String, Long> forget(Upkeep upkeep, Consumer<String> progress) {
    if (!sentinel.everRan()) {
      return Map.of();
    }
    progress.accept("looking through the ledger");
    Instant before = now.minus(upkeep.keepLedger());
    if (mode == Removals.Mode.REHEARSAL) {
      return sentinel.ledger().past().forgettable(before);
    }
    Map<String, Long> forgotten = sentinel.ledger().past().forget(before);
    sentinel.ledger().past().reclaim();
    return forgotten;
  }

  /** What was cut off is judged again by the tables as they are, so that these wait for it. */
  private void lake(Upkeep upkeep, Removals removals, Consumer<String> progress) {
    LakeSweep lake = new LakeSweep(new LakeUpkeep(sentinel.lake()), upkeep, removals, now);
    for (TableSpec table : LakeSweep.TABLES) {
      progress.accept("looking through " + table.fullName());
      swept.add(lake.forget(table));
    }
    Set<String> cutOff = cutOff();
    if (!cutOff.isEmpty()) {
      warnings.add(
          "no files were merged and no answers pruned, as what "
              + cutOff
              + " landed is not in silver yet. Next: sentinel run, then sentinel maintain");
      return;
    }
    upkeep
        .keepVintages()
        .ifPresent(
            keep -> new VintageSweep(sentinel, removals, now).sweep(now.minus(keep), progress));
    for (TableSpec table : LakeSweep.TABLES) {
      progress.accept("looking for small files of " + table.fullName());
      LakeSweep.Swept merged = lake.merge(table, id);
      if (merged.merged() > 0) {
        swept.add(merged);
      }
    }
  }

  /** The runs whose answers no closed batch covers. */
  private Set<String> cutOff() {
    Set<String> runs = new TreeSet<>(sentinel.bronze().runs());
    if (sentinel.everRan()) {
      runs.removeAll(sentinel.ledger().promotedRuns());
      sentinel.ledger().openBatches().forEach(batch -> runs.add(batch.open().batchId()));
    }
    return runs;
  }
}
