package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Request;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What bronze holds of a restore: vintages of a kind of their own, each some rows of a table of
 * silver as comma-separated values, and a last one that says how many rows there are. They are not
 * judged again; the rows are what silver was.
 *
 * <p>Without the last one the restore was cut off, and counts for nothing.
 */
record Restored(Bronze bronze, List<Receipt> receipts) {
  /** The source their receipts name. */
  static final String SOURCE = "restored";

  private static final String SUFFIX = "+restored";
  private static final String TABLE = "table";
  private static final String WHOLE = "whole";
  private static final String ROWS = "restored_rows";

  Restored {
    receipts = List.copyOf(receipts);
  }

  /** A name for the receipts of a restore within a run: sorts before the run's own. */
  static String receiptRun(String run) {
    return run.substring(0, run.lastIndexOf('-')) + SUFFIX;
  }

  /** The restore that receipts tell of; empty when they tell of answers of a source. */
  static Optional<Restored> of(Bronze bronze, String receiptRun) {
    if (!receiptRun.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    return Optional.of(new Restored(bronze, bronze.receipts(receiptRun)));
  }

  /** Some rows of a table, as they are landed. */
  static Answer part(TableSpec table, byte[] csv, String where, Instant at) {
    return answer(table.name(), Map.of(TABLE, table.fullName()), csv, where, at);
  }

  /** What is landed last. */
  static Answer end(
      Map<String, Long> rows, Collection<InstrumentFacts> facts, String where, Instant at) {
    byte[] body = RestoredFacts.body(rows, facts);
    return answer(WHOLE, Map.of(WHOLE, "true"), body, where, at);
  }

  /** What was known of instruments when it was whole. */
  List<InstrumentFacts> facts() {
    return RestoredFacts.facts(bronze.read(receipts.get(receipts.size() - 1)).answer().body());
  }

  private static Answer answer(
      String name, Map<String, String> headers, byte[] body, String where, Instant at) {
    Request request =
        new Request(new Symbol(name.toUpperCase(Locale.ROOT)), Interval.DAY_1, Instant.EPOCH, at);
    return new Answer(request, SOURCE, where, 200, headers, at, body);
  }

  /** Whether all of it was landed. */
  boolean whole() {
    return !receipts.isEmpty() && receipts.get(receipts.size() - 1).headers().containsKey(WHOLE);
  }

  /** Fills the tables of silver that are empty. */
  void into(Engine engine, Lake lake, String batch) {
    for (TableSpec table : SilverTables.ALL) {
      List<Path> files = files(table);
      // only what is empty is restored: with a ledger that was lost, runs since are in there too
      if (files.isEmpty() || lake.rows(table) > 0) {
        continue;
      }
      engine.csvView(ROWS + "_read", table.columns(), files);
      engine.materialize(ROWS, "SELECT * FROM " + ROWS + "_read");
      String select = "SELECT * FROM " + ROWS;
      if (table.yearOf().isPresent()) {
        List<Integer> years =
            engine.query(
                "SELECT DISTINCT CAST(EXTRACT(YEAR FROM session) AS INTEGER) FROM " + ROWS,
                r -> r.integer(1));
        lake.replaceYears(table, years, select, batch, Map.of());
      } else {
        lake.append(table, select, batch);
      }
    }
  }

  /** The answers that the rows came from, which bronze itself does not have. */
  Set<String> vintages(Engine engine) {
    Set<String> vintages = new TreeSet<>();
    for (TableSpec table : SilverTables.ALL) {
      engine.csvView(ROWS + "_read", table.columns(), files(table));
      vintages.addAll(
          engine.query("SELECT DISTINCT vintage FROM " + ROWS + "_read", r -> r.text(1)));
    }
    return vintages;
  }

  /** The files of a table, once it is sure that they are what was landed. */
  private List<Path> files(TableSpec table) {
    return receipts.stream()
        .filter(r -> table.fullName().equals(r.headers().get(TABLE)))
        .map(bronze::wholeFile)
        .toList();
  }
}
