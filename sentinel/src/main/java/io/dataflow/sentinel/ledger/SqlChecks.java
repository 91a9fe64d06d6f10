package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Check results, in SQL. */
final class SqlChecks {
  private final Transactions transactions;

  SqlChecks(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Records checks of a run.
   *
   * @param batchId empty outside a batch
   */
  void record(String runId, String batchId, List<CheckRow> checks) {
    String sql =
        """
        INSERT INTO check_result (run_id, batch_id, dataset, instrument, check_name,
                                  outcome, expected, actual, failed_rows, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run_id, batch_id, dataset, instrument, check_name)
        DO UPDATE SET outcome = excluded.outcome, expected = excluded.expected,
                      actual = excluded.actual, failed_rows = excluded.failed_rows,
                      detail = excluded.detail
        """;
    transactions.write(
        "record check results of run " + runId,
        connection -> {
          updateAll(
              connection,
              sql,
              checks,
              c ->
                  bound(
                      runId,
                      batchId,
                      c.dataset(),
                      c.instrument().orElse(""),
                      c.checkName(),
                      c.outcome(),
                      c.expected(),
                      c.actual(),
                      c.failedRows(),
                      c.detail()));
          return checks.size();
        });
  }

  List<CheckRow> of(String runId) {
    List<CheckRow> found =
        transactions.read(
            "read check results of run " + runId,
            connection ->
                query(
                    connection,
                    "SELECT * FROM check_result WHERE run_id = ?",
                    SqlChecks::readCheck,
                    runId));
    found.sort(
        Comparator.comparing(CheckRow::dataset)
            .thenComparing(check -> check.instrument().orElse(""))
            .thenComparing(CheckRow::checkName));
    return found;
  }

  private static CheckRow readCheck(Row row) throws SQLException {
    return new CheckRow(
        row.text("check_name"),
        row.text("dataset"),
        Optional.of(row.text("instrument")).filter(text -> !text.isEmpty()),
        row.choice("outcome", CheckRow.Outcome.class),
        row.text("expected"),
        row.text("actual"),
        row.number("failed_rows"),
        row.text("detail"));
  }
}
