package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Intents of batches, in SQL. */
final class SqlIntents {
  private final Transactions transactions;

  SqlIntents(Transactions transactions) {
    this.transactions = transactions;
  }

  void record(String batchId, List<Intent> intents) {
    for (Intent intent : intents) {
      if (!intent.batchId().equals(batchId)) {
        throw LedgerException.data(
            "intent %s belongs to batch %s and cannot be recorded with batch %s"
                .formatted(intent.intentId(), intent.batchId(), batchId));
      }
    }
    String sql =
        """
        INSERT INTO intent (intent_id, batch_id, kind, payload, created_at, done_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (intent_id) DO NOTHING
        """;
    transactions.write(
        "record intents of batch " + batchId,
        connection -> {
          updateAll(
              connection,
              sql,
              intents,
              i ->
                  bound(
                      i.intentId(), i.batchId(), i.kind(), i.payload(), i.createdAt(), i.doneAt()));
          return intents.size();
        });
  }

  List<Intent> open() {
    String sql = "SELECT * FROM intent WHERE done_at IS NULL ORDER BY created_at, intent_id";
    return transactions.read(
        "read open intents", connection -> query(connection, sql, SqlIntents::readIntent));
  }

  List<Intent> of(String batchId) {
    String sql = "SELECT * FROM intent WHERE batch_id = ? ORDER BY created_at, intent_id";
    return transactions.read(
        "read the intents of batch " + batchId,
        connection -> query(connection, sql, SqlIntents::readIntent, batchId));
  }

  boolean complete(String intentId, Instant doneAt) {
    String sql = "UPDATE intent SET done_at = ? WHERE intent_id = ? AND done_at IS NULL";
    String known = "SELECT 1 FROM intent WHERE intent_id = ?";
    return transactions.write(
        "record that intent " + intentId + " is done",
        connection -> {
          if (update(connection, sql, doneAt, intentId) == 1) {
            return true;
          }
          if (query(connection, known, row -> 1, intentId).isEmpty()) {
            throw LedgerException.data(
                "no intent " + intentId + " is recorded, so it cannot be done");
          }
          return false;
        });
  }

  private static Intent readIntent(Row row) throws SQLException {
    return new Intent(
        row.text("intent_id"),
        row.text("batch_id"),
        row.text("kind"),
        row.text("payload"),
        row.instant("created_at"),
        row.optionalInstant("done_at"));
  }
}
