package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.freshness.Attempt;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Attempts to ask a source: the last one of each feed, and what failed before it, in SQL. */
final class SqlAttempts {
  /** Adds a failure, and an answer after a failure, unless the last attempt is a later one. */
  private static final String ADD_HISTORY =
      """
      INSERT INTO attempt_history (dataset, instrument, interval, attempted_at, failure)
      SELECT ?, ?, ?, ?, ?
      WHERE NOT EXISTS (
        SELECT 1 FROM attempt
        WHERE dataset = ? AND instrument = ? AND interval = ?
          AND (attempted_at > ? OR (failure IS NULL AND ? = 1)))
      ON CONFLICT (dataset, instrument, interval, attempted_at) DO NOTHING
      """;

  private static final String RENEW =
      """
      INSERT INTO attempt (dataset, instrument, interval, attempted_at, failure)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (dataset, instrument, interval)
      DO UPDATE SET attempted_at = excluded.attempted_at, failure = excluded.failure
      WHERE excluded.attempted_at >= attempt.attempted_at
      """;

  private final Transactions transactions;

  SqlAttempts(Transactions transactions) {
    this.transactions = transactions;
  }

  void record(Collection<Attempt> attempts) {
    Collection<Attempt> last =
        attempts.stream()
            .collect(
                Collectors.toMap(Attempt::feed, a -> a, (a, b) -> b.at().isBefore(a.at()) ? a : b))
            .values();
    transactions.write(
        "record attempts",
        connection -> {
          updateAll(connection, ADD_HISTORY, last, SqlAttempts::historyValues);
          updateAll(connection, RENEW, last, SqlAttempts::values);
          return last.size();
        });
  }

  private static Object[] values(Attempt a) {
    return bound(
        a.feed().dataset(), a.feed().instrument(), a.feed().interval(), a.at(), a.failure());
  }

  private static Object[] historyValues(Attempt a) {
    return bound(
        a.feed().dataset(),
        a.feed().instrument(),
        a.feed().interval(),
        a.at(),
        a.failure(),
        a.feed().dataset(),
        a.feed().instrument(),
        a.feed().interval(),
        a.at(),
        a.failure().isEmpty());
  }

  /** Of each feed the last attempt; where that came later, the last of its history by then. */
  List<Attempt> of(String dataset, Instant asOf) {
    String sql =
        """
        SELECT a.dataset, a.instrument, a.interval, a.attempted_at, a.failure
        FROM attempt AS a
        WHERE a.dataset = ? AND a.attempted_at <= ?
        UNION ALL
        SELECT c.dataset, c.instrument, c.interval, c.attempted_at, c.failure
        FROM attempt_history AS c
        JOIN (
          SELECT dataset, instrument, interval, MAX(attempted_at) AS attempted_at
          FROM attempt_history
          WHERE dataset = ? AND attempted_at <= ?
          GROUP BY dataset, instrument, interval) AS newest
          ON newest.dataset = c.dataset AND newest.instrument = c.instrument
          AND newest.interval = c.interval AND newest.attempted_at = c.attempted_at
        JOIN attempt AS l
          ON l.dataset = c.dataset AND l.instrument = c.instrument AND l.interval = c.interval
        WHERE l.attempted_at > ?
        """;
    List<Attempt> found =
        transactions.read(
            "read attempts of " + dataset,
            connection ->
                query(connection, sql, SqlAttempts::read, dataset, asOf, dataset, asOf, asOf));
    found.sort(Comparator.comparing(Attempt::feed));
    return found;
  }

  private static Attempt read(Row row) throws SQLException {
    return new Attempt(row.feed(), row.instant("attempted_at"), row.optionalText("failure"));
  }
}
