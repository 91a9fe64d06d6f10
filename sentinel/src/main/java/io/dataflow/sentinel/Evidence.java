package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.TableSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells which rows of silver come from no answer that bronze has a receipt of, and from no restore.
 */
final class Evidence {
  private static final List<Column> HASHES = List.of(Column.required(1, "sha256", Type.TEXT));

  private final Engine engine;

  Evidence(Engine engine, Bronze bronze) {
    this.engine = engine;
    Set<String> hashes = new TreeSet<>();
    for (String run : bronze.runs()) {
      bronze.evidence(run).forEach(receipt -> hashes.add(receipt.sha256()));
      Restored.of(bronze, run)
          .filter(Restored::whole)
          .ifPresent(restored -> hashes.addAll(restored.vintages(engine)));
    }
    engine.load("evidence", HASHES, hashes.stream().map(h -> new Object[] {h}).toList());
  }

  /**
   * The rows without evidence, in words: how many, and some of their keys.
   *
   * @param content the name of the table's content in the engine
   */
  List<String> missing(TableSpec table, String content) {
    String rows =
        "(SELECT c.* FROM "
            + content
            + " AS c LEFT JOIN evidence AS e ON e.sha256 = c.vintage WHERE e.sha256 IS NULL)"
            + " AS unproven";
    long count = engine.query("SELECT COUNT(*) FROM " + rows, r -> r.bigint(1)).get(0);
    return count == 0
        ? List.of()
        : List.of(
            table.fullName()
                + ": "
                + count
                + " rows come from no answer in bronze: "
                + String.join("; ", TableChange.keys(engine, table, rows)));
  }
}
