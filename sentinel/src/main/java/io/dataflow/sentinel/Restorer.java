package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Landing;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.ledger.BatchOpen;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.warehouse.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings an empty lake back from what was published: into bronze first, and from there into silver
 * by the commit protocol. What was cut off between is finished by the next run.
 */
final class Restorer {
  private final Sentinel sentinel;
  private final Bronze bronze;
  private final Lake lake;
  private final Ledger ledger;

  Restorer(Sentinel sentinel) {
    this.sentinel = sentinel;
    this.bronze = sentinel.bronze();
    this.lake = sentinel.lake();
    this.ledger = sentinel.ledger();
  }

  /**
   * Whether nothing is here: no row of silver, and in bronze at most a restore that was cut off.
   */
  boolean nothingHere() {
    return SilverTables.ALL.stream().allMatch(table -> lake.rows(table) == 0)
        && bronze.runs().stream()
            .allMatch(run -> Restored.of(bronze, run).filter(r -> !r.whole()).isPresent());
  }

  /**
   * Restores into an empty lake.
   *
   * @param run names the receipts and the batch
   * @return rows by table of silver; empty when nothing is published
   */
  Map<String, Long> restore(Warehouse warehouse, String run, Instant now) {
    String receiptRun = Restored.receiptRun(run);
    Map<String, Long> rows = new TreeMap<>();
    Optional<String> state;
    try (Landing landing = bronze.landing(receiptRun)) {
      state =
          warehouse.read(
              (table, csv, count) -> {
                landing.land(Restored.part(table, csv, warehouse.where(), now));
                rows.merge(table.fullName(), count, Long::sum);
              });
      if (state.isPresent()) {
        landing.land(Restored.end(rows, ledger.facts(), warehouse.where(), now));
      }
      landing.force();
    }
    state.ifPresent(
        published -> {
          promote(receiptRun, run, now);
          warehouse.restored(published);
        });
    return rows;
  }

  /**
   * Takes a restore from bronze into silver; one that was cut off before it was whole counts for
   * nothing.
   *
   * @return whether the receipts are those of a restore
   */
  boolean promote(String receiptRun, String run, Instant now) {
    Optional<Restored> restored = Restored.of(bronze, receiptRun);
    if (restored.filter(Restored::whole).isPresent()) {
      ledger.openBatch(
          new BatchOpen(receiptRun, run, now, List.of(receiptRun), "{}"),
          List.of(),
          List.of(),
          List.of(),
          List.of());
      restored.get().into(sentinel.engine(), lake, receiptRun);
      ledger.closeBatch(receiptRun, now);
    }
    return restored.isPresent();
  }
}
