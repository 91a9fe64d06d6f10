package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Removes answers from bronze that contributed nothing to silver.
 *
 * <p>Bronze is evidence: that silver comes out the same without them is not argued but tried, by
 * making silver from the answers that would stay. Instruments that come out otherwise keep all of
 * theirs. So {@code sentinel rebuild} gives the same silver before and after.
 */
final class VintageSweep {
  static final String FOLDER = ".without-vintages";
  private static final String WHY = "it contributed no row and later answers cover its range";

  private final Sentinel sentinel;
  private final Removals removals;
  private final Instant now;

  VintageSweep(Sentinel sentinel, Removals removals, Instant now) {
    this.sentinel = sentinel;
    this.removals = removals;
    this.now = now;
  }

  /**
   * Prunes the vintages that were retrieved before an instant.
   *
   * @param progress is told of each step
   */
  void sweep(Instant before, Consumer<String> progress) {
    Bronze bronze = sentinel.bronze();
    List<Receipt> candidates = new PrunableVintages(sentinel).before(before);
    if (!candidates.isEmpty()) {
      Set<String> needed = symbolsThatDiffer(bronze, candidates, progress);
      candidates = candidates.stream().filter(r -> !needed.contains(symbol(r))).toList();
    }
    if (removals.real()) {
      bronze.pruned().note(candidates, now, WHY);
    }
    remove(bronze, candidates);
  }

  private static String symbol(Receipt receipt) {
    return receipt.request().symbol().value();
  }

  /** The symbols whose rows of silver would be others without these vintages. */
  private Set<String> symbolsThatDiffer(
      Bronze bronze, List<Receipt> without, Consumer<String> progress) {
    Set<Receipt.Id> ids = without.stream().map(Receipt::id).collect(Collectors.toSet());
    Path folder = sentinel.settings().paths().state().resolve(FOLDER);
    Folders.remove(folder);
    Engine engine = sentinel.engine();
    Set<String> differ = new TreeSet<>();
    try (Lake anew = new Lake(engine, folder.resolve("catalog.db"), folder::resolve)) {
      progress.accept("trying silver without " + without.size() + " answers");
      new SilverReplay(sentinel, anew, bronze.without(ids), SymbolChoice.ALL).replay(step -> {});
      for (TableSpec table : SilverTables.ALL) {
        sentinel.lake().view(table, "with_them");
        anew.view(table, "without_them");
        differ.addAll(
            engine.query(differing(table, "with_them", "without_them"), row -> row.text(1)));
        differ.addAll(
            engine.query(differing(table, "without_them", "with_them"), row -> row.text(1)));
      }
      return differ;
    } finally {
      Folders.remove(folder);
    }
  }

  private static String differing(TableSpec table, String one, String other) {
    String columns = "SELECT " + table.columnList() + " FROM ";
    return "SELECT DISTINCT symbol FROM ("
        + columns
        + Sql.quote(one)
        + " EXCEPT ALL "
        + columns
        + Sql.quote(other)
        + ") AS differing";
  }

  /** Bytes go when every receipt that names them is noted; also those a killed sweep left. */
  private void remove(Bronze bronze, List<Receipt> candidates) {
    Set<Receipt.Id> gone = new HashSet<>(bronze.pruned().ids());
    candidates.forEach(receipt -> gone.add(receipt.id()));
    Map<String, List<Receipt>> byFile =
        bronze.runs().stream()
            .flatMap(run -> bronze.allReceipts(run).stream())
            .collect(Collectors.groupingBy(Receipt::file));
    List<String> files = new ArrayList<>(new TreeSet<>(byFile.keySet()));
    files.stream()
        .filter(file -> byFile.get(file).stream().allMatch(r -> gone.contains(r.id())))
        .map(file -> bronze.file(byFile.get(file).get(0)))
        .forEach(file -> removals.remove(Leftover.Kind.VINTAGE, file, WHY));
  }
}
