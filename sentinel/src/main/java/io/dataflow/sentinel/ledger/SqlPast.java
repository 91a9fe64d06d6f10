package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs that are over, and the end of their rows, in SQL. */
final class SqlPast implements PastLedger {
  private static final Comparator<RecordedVerdict> BY_FEED =
      Comparator.comparing((RecordedVerdict v) -> v.verdict().feed())
          .thenComparing(v -> v.verdict().session().map(LocalDate::toString).orElse(""));

  /** What a person settled is kept until it was well again: until then it says what not to tell. */
  private static final String INCIDENT_OVER =
      "resolved_at < ? AND (resolution <> 'HAND' OR clear_since IS NOT NULL)";

  private final Transactions transactions;
  private final SqlBatches batches;
  private final Consumer<Transactions> reclaim;

  /**
   * @param reclaim how this database gives room back
   */
  SqlPast(Transactions transactions, SqlBatches batches, Consumer<Transactions> reclaim) {
    this.transactions = transactions;
    this.batches = batches;
    this.reclaim = reclaim;
  }

  /** A table of the past and which of its rows go, with the values of the condition. */
  private record Forgotten(String table, String condition, List<Object> values) {
    Object[] bound() {
      return values.toArray();
    }
  }

  @Override
  public List<Run> runsNamed(String beginning, int most) {
    String sql =
        """
        SELECT * FROM run
        WHERE substr(run_id, 1, ?) = ?
        ORDER BY started_at DESC, run_id DESC
        LIMIT ?
        """;
    return transactions.read(
        "read the runs whose id begins with " + beginning,
        connection ->
            query(connection, sql, SqlRuns::readRun, beginning.length(), beginning, most));
  }

  @Override
  public List<Batch> batchesOf(String runId) {
    return batches.of(runId);
  }

  @Override
  public List<RecordedVerdict> changesBy(String runId) {
    List<RecordedVerdict> found =
        transactions.read(
            "read what run " + runId + " changed",
            connection ->
                query(
                    connection,
                    "SELECT * FROM verdict_change WHERE run_id = ?",
                    SqlVerdicts::read,
                    runId));
    found.sort(BY_FEED);
    return found;
  }

  @Override
  public Map<String, Long> forgettable(Instant before) {
    return transactions.read(
        "count what is older than " + before,
        connection -> {
          Map<String, Long> rows = new LinkedHashMap<>();
          for (Forgotten one : forgotten(before)) {
            String sql = "SELECT count(*) AS n FROM " + one.table() + " WHERE " + one.condition();
            rows.put(
                one.table(), query(connection, sql, row -> row.number("n"), one.bound()).get(0));
          }
          return rows;
        });
  }

  @Override
  public Map<String, Long> forget(Instant before) {
    return transactions.write(
        "forget what is older than " + before, connection -> removed(connection, before));
  }

  private static Map<String, Long> removed(Connection connection, Instant before)
      throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Forgotten one : forgotten(before)) {
      String sql = "DELETE FROM " + one.table() + " WHERE " + one.condition();
      rows.put(one.table(), (long) update(connection, sql, one.bound()));
    }
    return rows;
  }

  /**
   * In the order they are removed: a session's verdict says whether the rest of it may go. The last
   * attempt before the instant stays, for it is the last one of the days after it too.
   */
  private static List<Forgotten> forgotten(Instant before) {
    LocalDate day = before.atZone(ZoneOffset.UTC).toLocalDate();
    return List.of(
        new Forgotten("run_stage", "started_at < ?", List.of(before)),
        new Forgotten(
            "check_result",
            "run_id IN (SELECT run_id FROM run WHERE started_at < ?)",
            List.of(before)),
        new Forgotten("intent", "done_at < ?", List.of(before)),
        new Forgotten(
            "look", "session < ? AND looked_at < ? AND " + over("look"), List.of(day, before)),
        new Forgotten(
            "expectation",
            "session < ? AND recorded_at < ? AND " + over("expectation"),
            List.of(day, before)),
        new Forgotten(
            "verdict_change",
            "session <> '' AND session < ? AND as_of < ? AND " + over("verdict_change"),
            List.of(day, before)),
        new Forgotten(
            "verdict",
            "session <> '' AND session < ? AND as_of < ?"
                + " AND state NOT IN ('OVERDUE', 'UNKNOWN', 'PARTIAL', 'NOT_DUE')",
            List.of(day, before)),
        new Forgotten(
            "attempt_history",
            """
            attempted_at < (
              SELECT MAX(h.attempted_at) FROM attempt_history AS h
              WHERE h.dataset = attempt_history.dataset
                AND h.instrument = attempt_history.instrument
                AND h.interval = attempt_history.interval AND h.attempted_at < ?)
            """,
            List.of(before)),
        new Forgotten("outbox", "state <> 'PENDING' AND done_at < ?", List.of(before)),
        new Forgotten(
            "outbox_reference",
            "conversation_id IN (SELECT conversation_id FROM conversation WHERE closed_at < ?)",
            List.of(before)),
        new Forgotten(
            "conversation_incident",
            "conversation_id IN (SELECT conversation_id FROM conversation WHERE closed_at < ?)",
            List.of(before)),
        new Forgotten("conversation", "closed_at < ?", List.of(before)),
        new Forgotten(
            "incident_event",
            "incident_id IN (SELECT incident_id FROM incident WHERE " + INCIDENT_OVER + ")",
            List.of(before)),
        new Forgotten("incident", INCIDENT_OVER, List.of(before)),
        new Forgotten("silence", "ends_at < ?", List.of(before)));
  }

  /** Whether nothing about a session's row is open any more. */
  private static String over(String table) {
    return """
        NOT EXISTS (
          SELECT 1 FROM verdict AS v
          WHERE v.dataset = %1$s.dataset AND v.session = %1$s.session
            AND v.instrument = %1$s.instrument AND v.interval = %1$s.interval
            AND v.state IN ('OVERDUE', 'UNKNOWN', 'PARTIAL', 'NOT_DUE'))
        """
        .formatted(table);
  }

  @Override
  public void reclaim() {
    reclaim.accept(transactions);
  }
}
