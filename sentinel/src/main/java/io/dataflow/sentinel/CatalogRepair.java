package io.dataflow.sentinel;

import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.LakeException;
import io.dataflow.sentinel.lake.LakeInspection;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the lake's catalog again: every table is entered anew from its own newest metadata. */
final class CatalogRepair {
  private final Sentinel sentinel;
  private final Aside aside;

  CatalogRepair(Sentinel sentinel, Aside aside) {
    this.sentinel = sentinel;
    this.aside = aside;
  }

  Repaired repair() {
    Path file = sentinel.catalogFile();
    Optional<String> damage = LakeInspection.catalogDamage(file);
    if (damage.isEmpty()) {
      return Repaired.nothing(file + " is well");
    }
    aside.takeDatabase(file);
    List<String> done = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    done.add(damage.get() + "; it is kept in " + aside.folder());
    List<TableSpec> tables =
        Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream()).toList();
    for (TableSpec table : tables) {
      try {
        done.add(table.fullName() + ": entered with " + sentinel.lake().rows(table) + " rows");
      } catch (LakeException e) {
        lost.add(e.getMessage());
      }
    }
    return new Repaired(done, lost, lost.isEmpty());
  }
}
