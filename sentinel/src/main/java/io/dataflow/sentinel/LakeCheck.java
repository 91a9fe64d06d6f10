package io.dataflow.sentinel;

import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.LakeInspection;
import io.dataflow.sentinel.lake.LakeInspection.Depth;
import io.dataflow.sentinel.lake.TableState;
import io.dataflow.sentinel.silver.SilverTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lake: its catalog, each table with its files, a folder that was moved, files left over. */
final class LakeCheck {
  private final LakeInspection inspection;
  private final Sentinel sentinel;
  private final Depth depth;

  LakeCheck(Sentinel sentinel, boolean deep) {
    this.sentinel = sentinel;
    this.inspection = sentinel.lakeInspection();
    this.depth = deep ? Depth.CONTENT : Depth.SIZES;
  }

  List<Symptom> symptoms() {
    Optional<String> damage = LakeInspection.catalogDamage(sentinel.catalogFile());
    if (damage.isPresent()) {
      return List.of(Symptom.fail("catalog", damage.get(), "sentinel repair catalog"));
    }
    List<TableState> states =
        Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream())
            .map(table -> inspection.state(table, depth))
            .toList();
    List<Symptom> all = new ArrayList<>();
    states.forEach(state -> all.addAll(table(state)));
    long orphans = states.stream().mapToLong(state -> state.orphans().size()).sum();
    all.add(orphans(states, orphans));
    return all;
  }

  private List<Symptom> table(TableState state) {
    String name = state.table().fullName();
    if (!state.there()) {
      return List.of(Symptom.ok(name, "not written yet"));
    }
    if (!state.damage().isEmpty()) {
      return List.of(Symptom.fail(name, String.join("; ", state.damage())));
    }
    String read = depth == Depth.CONTENT ? ", every byte as it was written" : "";
    List<Symptom> all = new ArrayList<>();
    all.add(Symptom.ok(name, state.rows() + " rows in " + state.files() + " files" + read));
    state
        .movedFrom()
        .ifPresent(
            from ->
                all.add(
                    Symptom.warn(
                        name,
                        "its folder was moved or copied from " + from,
                        "nothing: the next command that reads it enters it anew")));
    return all;
  }

  private static Symptom orphans(List<TableState> states, long count) {
    if (count == 0) {
      return Symptom.ok("orphan files", "none");
    }
    String first =
        states.stream().flatMap(s -> s.orphans().stream()).findFirst().orElseThrow().toString();
    return Symptom.ok(
        "orphan files",
        count + " that no table names, left by replaced catalogs or killed runs, as " + first);
  }
}
