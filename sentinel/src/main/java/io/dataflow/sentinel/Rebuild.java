package io.dataflow.sentinel;

import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.LakeInspection.Depth;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes silver again from bronze, and gold from silver.
 *
 * <p>The new silver is made beside the present one. Only when it is whole, and every row that would
 * go has its evidence in bronze, the tables that differ are replaced, each in one commit.
 */
final class Rebuild {
  /** Where silver is made anew, below the state folder. */
  static final String FOLDER = ".rebuild";

  private static final String BEFORE = "as_it_was";
  private static final String AFTER = "made_again";

  private static final String PRESENT = "present_rows";

  private final Sentinel sentinel;
  private final String id;
  private final SymbolChoice symbols;
  private final Consumer<String> progress;

  /** Makes whole tables again. */
  Rebuild(Sentinel sentinel, String id, Consumer<String> progress) {
    this(sentinel, id, SymbolChoice.ALL, progress);
  }

  /**
   * @param id names the rebuild in the snapshots it makes
   * @param symbols whose rows are made again; the rows of others stay as they are
   * @param progress is told of each step
   */
  Rebuild(Sentinel sentinel, String id, SymbolChoice symbols, Consumer<String> progress) {
    this.sentinel = sentinel;
    this.id = id;
    this.symbols = symbols;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param withoutEvidence rows that bronze cannot explain, an example each, at most a few a table
   * @param done false when nothing was replaced because of them
   */
  record Report(
      int vintages, List<TableChange> tables, List<String> withoutEvidence, boolean done) {
    Report {
      tables = List.copyOf(tables);
      withoutEvidence = List.copyOf(withoutEvidence);
    }

    /** Both layers in one report. */
    Report and(List<TableChange> others) {
      return new Report(
          vintages,
          Stream.concat(tables.stream(), others.stream()).toList(),
          withoutEvidence,
          done);
    }
  }

  /** What to do with rows that bronze has no evidence of. */
  enum NoEvidence {
    REFUSE,
    DISCARD
  }

  /** Makes silver again; replaces nothing when rows without evidence are not to be dropped. */
  Report silver(NoEvidence policy) {
    Path folder = sentinel.settings().paths().state().resolve(FOLDER);
    Folders.remove(folder);
    try (Lake anew = new Lake(sentinel.engine(), folder.resolve("catalog.db"), folder::resolve)) {
      int vintages = new SilverReplay(sentinel, anew, sentinel.bronze(), symbols).replay(progress);
      Evidence evidence = new Evidence(sentinel.engine(), sentinel.bronze());
      List<String> missing = new ArrayList<>();
      List<TableChange> changes = new ArrayList<>();
      for (TableSpec table : SilverTables.ALL) {
        anew.view(table, AFTER);
        changes.add(compared(table, evidence, missing));
      }
      boolean done = missing.isEmpty() || policy == NoEvidence.DISCARD;
      if (done) {
        changes.stream().filter(c -> !c.same()).forEach(c -> replace(c, anew));
      }
      return new Report(vintages, changes, missing, done);
    } finally {
      Folders.remove(folder);
    }
  }

  /** The present rows of the chosen symbols, under a name in the engine. */
  private void before(TableSpec table, String name) {
    if (symbols.all()) {
      sentinel.lake().view(table, name);
    } else {
      sentinel.lake().view(table, PRESENT);
      sentinel.engine().materialize(name, symbols.of(PRESENT));
    }
  }

  private TableChange compared(TableSpec table, Evidence evidence, List<String> missing) {
    Optional<String> damage = sentinel.lake().problem(table);
    if (damage.isEmpty()) {
      before(table, BEFORE);
      missing.addAll(evidence.missing(table, BEFORE));
      return TableChange.between(sentinel.engine(), table, BEFORE, AFTER);
    }
    TableChange anew = TableChange.anew(sentinel.engine(), table, damage.get(), AFTER);
    Remains remains = new Remains(sentinel.engine(), sentinel.lakeInspection(), evidence);
    missing.addAll(remains.perhapsLost(table, anew.after()));
    return anew;
  }

  private void replace(TableChange change, Lake anew) {
    TableSpec table = change.table();
    sentinel.ledger().lease().require();
    progress.accept("replacing " + table.fullName());
    Lake lake = sentinel.lake();
    change.damage().ifPresent(why -> lake.abandon(table));
    anew.view(table, AFTER);
    if (!symbols.all()) {
      new PartOfTable(sentinel.engine(), lake, table).replace(symbols, AFTER, id);
      return;
    }
    String content = "SELECT * FROM " + AFTER;
    if (table.yearOf().isPresent()) {
      TreeSet<Integer> years = new TreeSet<>(anew.years(table).keySet());
      years.addAll(lake.years(table).keySet());
      lake.replaceYears(table, years, content, id, Map.of());
    } else {
      lake.replace(table, content, id, Map.of());
    }
    change.damage().ifPresent(why -> setAside(table));
  }

  /** What was left of a damaged table, which nothing names any more. */
  private void setAside(TableSpec table) {
    Aside aside = Aside.of(sentinel.settings().paths().state(), id);
    Path home = sentinel.lakeInspection().folder(table);
    for (Path file : sentinel.lakeInspection().state(table, Depth.SIZES).orphans()) {
      Path name = Path.of(table.layer(), table.name()).resolve(home.relativize(file).toString());
      aside.take(file, name);
    }
    progress.accept("what was left of " + table.fullName() + " is kept in " + aside.folder());
  }

  /** Makes gold again from silver as it is. */
  List<TableChange> gold() {
    Lake lake = sentinel.lake();
    Map<TableSpec, String> damaged = new LinkedHashMap<>();
    for (TableSpec table : GoldTables.ALL) {
      lake.problem(table)
          .ifPresentOrElse(
              why -> damaged.put(table, why), () -> before(table, BEFORE + "_" + table.name()));
    }
    sentinel.ledger().lease().require();
    damaged.keySet().forEach(lake::abandon);
    progress.accept("building gold");
    GoldLayer gold = new GoldLayer(sentinel.engine(), lake);
    if (symbols.all()) {
      gold.buildAll(id);
    } else {
      gold.buildOnly(symbols.some(), id);
    }
    new Reporter(sentinel.settings().paths()).aggregates(sentinel.engine(), lake);
    List<TableChange> changes = new ArrayList<>();
    for (TableSpec table : GoldTables.ALL) {
      before(table, AFTER + "_" + table.name());
      changes.add(
          damaged.containsKey(table)
              ? TableChange.anew(
                  sentinel.engine(), table, damaged.get(table), AFTER + "_" + table.name())
              : TableChange.between(
                  sentinel.engine(),
                  table,
                  BEFORE + "_" + table.name(),
                  AFTER + "_" + table.name()));
    }
    damaged.keySet().forEach(this::setAside);
    return changes;
  }
}
