package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.freshness.Feed;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Verdicts: what is true now, and each change of it, in SQL. */
final class SqlVerdicts {
  /** Adds a change unless the current row says the same, or speaks of a later instant. */
  private static final String ADD_CHANGE =
      """
      INSERT INTO verdict_change (dataset, instrument, interval, session, as_of, run_id,
                                  state, cause, reason)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (
        SELECT 1 FROM verdict
        WHERE dataset = ? AND instrument = ? AND interval = ? AND session = ?
          AND (as_of > ? OR (state = ? AND cause IS NOT DISTINCT FROM ?)))
      ON CONFLICT (dataset, instrument, interval, session, as_of, run_id) DO NOTHING
      """;

  private static final String RENEW =
      """
      INSERT INTO verdict (dataset, instrument, interval, session, as_of, run_id,
                           state, cause, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (dataset, session, instrument, interval)
      DO UPDATE SET as_of = excluded.as_of, run_id = excluded.run_id, state = excluded.state,
                    cause = excluded.cause, reason = excluded.reason
      WHERE excluded.as_of >= verdict.as_of
        AND (verdict.session = ''
          OR verdict.state <> excluded.state
          OR verdict.cause IS DISTINCT FROM excluded.cause
          OR verdict.reason <> excluded.reason)
      """;

  private final Transactions transactions;

  SqlVerdicts(Transactions transactions) {
    this.transactions = transactions;
  }

  void record(String runId, Collection<VerdictRow> verdicts) {
    transactions.write(
        "record verdicts of run " + runId,
        connection -> {
          updateAll(connection, ADD_CHANGE, verdicts, v -> changeValues(runId, v));
          updateAll(connection, RENEW, verdicts, v -> renewValues(runId, v));
          return verdicts.size();
        });
  }

  private static Object[] renewValues(String runId, VerdictRow v) {
    return bound(
        v.feed().dataset(),
        v.feed().instrument(),
        v.feed().interval(),
        session(v),
        v.asOf(),
        runId,
        v.state(),
        v.cause(),
        v.reason());
  }

  private static Object[] changeValues(String runId, VerdictRow v) {
    return bound(
        v.feed().dataset(),
        v.feed().instrument(),
        v.feed().interval(),
        session(v),
        v.asOf(),
        runId,
        v.state(),
        v.cause(),
        v.reason(),
        v.feed().dataset(),
        v.feed().instrument(),
        v.feed().interval(),
        session(v),
        v.asOf(),
        v.state(),
        v.cause());
  }

  private static String session(VerdictRow verdict) {
    return verdict.session().map(LocalDate::toString).orElse("");
  }

  List<RecordedVerdict> current(String dataset, LocalDate fromSession) {
    String sql = "SELECT * FROM verdict WHERE dataset = ? AND (session = '' OR session >= ?)";
    List<RecordedVerdict> found =
        transactions.read(
            "read verdicts of " + dataset,
            connection -> query(connection, sql, SqlVerdicts::read, dataset, fromSession));
    found.sort(
        Comparator.comparing((RecordedVerdict v) -> v.verdict().feed())
            .thenComparing(v -> session(v.verdict())));
    return found;
  }

  List<RecordedVerdict> changes(Feed feed) {
    String sql =
        """
        SELECT * FROM verdict_change
        WHERE dataset = ? AND instrument = ? AND interval = ?
        ORDER BY as_of, session, run_id
        """;
    return transactions.read(
        "read the changes of " + feed.instrument(),
        connection ->
            query(
                connection,
                sql,
                SqlVerdicts::read,
                feed.dataset(),
                feed.instrument(),
                feed.interval()));
  }

  static RecordedVerdict read(Row row) throws SQLException {
    Optional<LocalDate> session =
        row.text("session").isEmpty() ? Optional.empty() : Optional.of(row.session());
    return new RecordedVerdict(
        row.text("run_id"),
        new VerdictRow(
            row.feed(),
            session,
            row.text("state"),
            row.optionalText("cause"),
            row.text("reason"),
            row.instant("as_of")));
  }
}
