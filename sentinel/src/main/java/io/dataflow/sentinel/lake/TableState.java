package io.dataflow.sentinel.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a table lies on disk.
 *
 * @param there whether it was ever written
 * @param movedFrom the folder its catalog entry names, when that is another than it lies in
 * @param files data files of the current snapshot
 * @param rows of the current snapshot
 * @param damage what cannot be read, a line a file, and what to do at the end
 * @param orphans files in its folder that nothing names
 */
public record TableState(
    TableSpec table,
    boolean there,
    Optional<String> movedFrom,
    int files,
    long rows,
    List<String> damage,
    List<Path> orphans) {
  public TableState {
    damage = List.copyOf(damage);
    orphans = List.copyOf(orphans);
  }

  static TableState absent(TableSpec table) {
    return new TableState(table, false, Optional.empty(), 0, 0, List.of(), List.of());
  }
}
