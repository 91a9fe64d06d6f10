package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Look;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Batches and the receipt runs they cover, in SQL. */
final class SqlBatches {
  private final Transactions transactions;
  private final SqlFreshness freshness;
  private final SqlAttempts attempts;
  private final SqlChecks checks;
  private final SqlIntents intents;

  SqlBatches(
      Transactions transactions,
      SqlFreshness freshness,
      SqlAttempts attempts,
      SqlChecks checks,
      SqlIntents intents) {
    this.transactions = transactions;
    this.freshness = freshness;
    this.attempts = attempts;
    this.checks = checks;
    this.intents = intents;
  }

  boolean open(
      BatchOpen batch,
      List<Look> looks,
      List<Attempt> asked,
      List<CheckRow> results,
      List<Intent> toDo) {
    return transactions.write(
        "open batch " + batch.batchId(),
        connection -> {
          if (!added(connection, batch)) {
            requireSame(batch);
            return false;
          }
          freshness.recordLooks(looks);
          attempts.record(asked);
          checks.record(batch.runId(), batch.batchId(), results);
          intents.record(batch.batchId(), toDo);
          return true;
        });
  }

  private static boolean added(Connection connection, BatchOpen batch) throws SQLException {
    String sql =
        """
        INSERT INTO batch (batch_id, run_id, opened_at, results)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (batch_id) DO NOTHING
        """;
    if (update(connection, sql, batch.batchId(), batch.runId(), batch.openedAt(), batch.results())
        == 0) {
      return false;
    }
    updateAll(
        connection,
        "INSERT INTO batch_receipt_run (batch_id, receipt_run_id) VALUES (?, ?)",
        batch.receiptRuns(),
        receiptRun -> bound(batch.batchId(), receiptRun));
    return true;
  }

  private void requireSame(BatchOpen batch) {
    List<String> recorded = batch(batch.batchId()).orElseThrow().open().receiptRuns();
    if (!recorded.equals(batch.receiptRuns())) {
      throw LedgerException.data(
          "batch %s is recorded for the receipts of runs %s and cannot be opened for those of %s"
              .formatted(batch.batchId(), recorded, batch.receiptRuns()));
    }
  }

  boolean close(String batchId, Instant closedAt) {
    String sql = "UPDATE batch SET closed_at = ? WHERE batch_id = ? AND closed_at IS NULL";
    return transactions.write(
        "close batch " + batchId,
        connection -> {
          if (update(connection, sql, closedAt, batchId) == 1) {
            return true;
          }
          if (batch(batchId).isEmpty()) {
            throw LedgerException.data(
                "no batch " + batchId + " is recorded, so it cannot be closed");
          }
          return false;
        });
  }

  Optional<Batch> batch(String batchId) {
    String sql =
        """
        SELECT b.*, r.receipt_run_id FROM batch b
        LEFT JOIN batch_receipt_run r ON r.batch_id = b.batch_id
        WHERE b.batch_id = ?
        """;
    return transactions
        .read(
            "read batch " + batchId,
            connection -> merged(query(connection, sql, SqlBatches::readBatch, batchId)))
        .stream()
        .findFirst();
  }

  List<Batch> openBatches() {
    String sql =
        """
        SELECT b.*, r.receipt_run_id FROM batch b
        LEFT JOIN batch_receipt_run r ON r.batch_id = b.batch_id
        WHERE b.closed_at IS NULL
        ORDER BY b.opened_at, b.batch_id
        """;
    return transactions.read(
        "read open batches", connection -> merged(query(connection, sql, SqlBatches::readBatch)));
  }

  /** The batches that a run opened. */
  List<Batch> of(String runId) {
    String sql =
        """
        SELECT b.*, r.receipt_run_id FROM batch b
        LEFT JOIN batch_receipt_run r ON r.batch_id = b.batch_id
        WHERE b.run_id = ?
        ORDER BY b.opened_at, b.batch_id
        """;
    return transactions.read(
        "read the batches of run " + runId,
        connection -> merged(query(connection, sql, SqlBatches::readBatch, runId)));
  }

  Set<String> promotedRuns() {
    String sql =
        """
        SELECT DISTINCT r.receipt_run_id FROM batch_receipt_run r
        JOIN batch b ON b.batch_id = r.batch_id
        WHERE b.closed_at IS NOT NULL
        """;
    return transactions.read(
        "read promoted runs",
        connection -> new TreeSet<>(query(connection, sql, row -> row.text("receipt_run_id"))));
  }

  boolean isPromoted(String receiptRunId) {
    String sql =
        """
        SELECT 1 FROM batch_receipt_run r
        JOIN batch b ON b.batch_id = r.batch_id
        WHERE r.receipt_run_id = ? AND b.closed_at IS NOT NULL
        LIMIT 1
        """;
    return transactions.read(
        "read whether run " + receiptRunId + " is promoted",
        connection -> !query(connection, sql, row -> 1, receiptRunId).isEmpty());
  }

  private static Batch readBatch(Row row) throws SQLException {
    return new Batch(
        new BatchOpen(
            row.text("batch_id"),
            row.text("run_id"),
            row.instant("opened_at"),
            row.optionalText("receipt_run_id").stream().toList(),
            row.text("results")),
        row.optionalInstant("closed_at"));
  }

  /** Joins the rows of a batch, which stand together and differ in the receipt run only. */
  private static List<Batch> merged(List<Batch> rows) {
    List<Batch> batches = new ArrayList<>();
    List<String> receiptRuns = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      BatchOpen open = rows.get(i).open();
      receiptRuns.addAll(open.receiptRuns());
      boolean last =
          i + 1 == rows.size() || !rows.get(i + 1).open().batchId().equals(open.batchId());
      if (last) {
        batches.add(
            new Batch(
                new BatchOpen(
                    open.batchId(), open.runId(), open.openedAt(), receiptRuns, open.results()),
                rows.get(i).closedAt()));
        receiptRuns.clear();
      }
    }
    return batches;
  }
}
