package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Upkeep;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.LakeUpkeep;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Forgets what tables held long ago, removes what none of them needs, merges small files. */
final class LakeSweep {
  /** Merging larger files would read and write much for little. */
  private static final long SMALL = 64L << 20;

  static final List<TableSpec> TABLES =
      Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream()).toList();

  private final LakeUpkeep lake;
  private final Upkeep upkeep;
  private final Removals removals;
  private final Instant now;

  LakeSweep(LakeUpkeep lake, Upkeep upkeep, Removals removals, Instant now) {
    this.lake = lake;
    this.upkeep = upkeep;
    this.removals = removals;
    this.now = now;
  }

  /**
   * What was done to one table.
   *
   * @param snapshots how many were forgotten
   * @param young files that no table names and that are not old enough to go
   * @param merged how many files were merged
   * @param into into how many
   */
  record Swept(String table, int snapshots, int young, int merged, int into) {
    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("table", table);
      json.put("snapshots_forgotten", snapshots);
      json.put("orphans_too_young", young);
      json.put("files_merged", merged);
      json.put("merged_into", into);
      return json;
    }

    private Swept merged(int files, int one) {
      return new Swept(table, snapshots, young, merged + files, into + one);
    }
  }

  /** Forgets earlier content of a table and removes the files nothing needs then. */
  Swept forget(TableSpec table) {
    Instant before = now.minus(upkeep.keepSnapshots());
    List<Long> old = lake.expirable(table, before);
    Set<Path> orphans = new HashSet<>(lake.unneeded(table, List.of()));
    List<Path> unneeded = lake.unneeded(table, old);
    if (removals.real()) {
      lake.expire(table, old);
      unneeded = lake.unneeded(table, List.of());
    }
    int young = 0;
    Instant oldEnough = now.minus(upkeep.orphanAge());
    for (Path file : unneeded) {
      if (!orphans.contains(file)) {
        removals.remove(Leftover.Kind.SNAPSHOT, file, "replaced before " + before);
      } else if (Removals.written(file).isAfter(oldEnough)) {
        young++;
      } else {
        removals.remove(Leftover.Kind.ORPHAN, file, "no snapshot of " + table.fullName());
      }
    }
    return new Swept(table.fullName(), old.size(), young, 0, 0);
  }

  /** Merges the small files of a table. */
  Swept merge(TableSpec table, String batch) {
    Swept swept = new Swept(table.fullName(), 0, 0, 0, 0);
    List<LakeUpkeep.Small> groups = new ArrayList<>(lake.small(table, upkeep.mergeFrom(), SMALL));
    for (LakeUpkeep.Small group : groups) {
      if (removals.real()) {
        lake.merge(table, group, batch);
      }
      swept = swept.merged(group.files().size(), 1);
    }
    return swept;
  }
}
