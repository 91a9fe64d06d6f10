package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.query;

import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A ledger in a PostgreSQL as somebody sees it who is no part of its runs: it reads what tells how
 * they go, makes nothing, and needs no more than the right to read.
 *
 * <p>Any call throws {@link LedgerException} of kind ENVIRONMENT when the database cannot be
 * reached or read, has no ledger, or one of a schema that is not known.
 */
public final class LedgerReading implements AutoCloseable {
  private final Database database;
  private final Transactions transactions;

  /** Connects to nothing yet. */
  public LedgerReading(PostgresServer server) {
    this.database =
        new PostgresReading(server, new PostgresDatabase(server, PostgresLedger.SCHEMA));
    this.transactions = new Transactions(database);
  }

  /** The database and the schema, without secrets. */
  public String where() {
    return database.where();
  }

  /**
   * The newest runs of a command by start, newest first.
   *
   * @param most how many at most
   */
  public List<RunMark> runs(String command, int most) {
    String sql =
        """
        SELECT run_id, started_at, as_of, finished_at, exit_code FROM run
        WHERE command = ?
        ORDER BY started_at DESC, run_id DESC
        LIMIT ?
        """;
    return transactions.read(
        "read the last runs",
        connection -> query(connection, sql, LedgerReading::mark, command, most));
  }

  /**
   * The runs that were part of a job of a CI, oldest first; none where there is no ledger yet, or
   * one from before jobs were kept.
   */
  public List<RunMark> runsOf(String job) {
    if (!database.exists()) {
      return List.of();
    }
    String sql =
        """
        SELECT run_id, started_at, as_of, finished_at, exit_code
        FROM run
        WHERE job = ?
        ORDER BY started_at, run_id
        """;
    return transactions.read(
        "read the runs of job " + job,
        connection ->
            keepsJobs(connection)
                ? query(connection, sql, LedgerReading::mark, job)
                : List.<RunMark>of());
  }

  private static boolean keepsJobs(Connection connection) throws SQLException {
    String sql =
        """
        SELECT count(*) AS n FROM information_schema.columns
        WHERE table_schema = ? AND table_name = 'run' AND column_name = 'job'
        """;
    return query(connection, sql, row -> row.number("n"), PostgresLedger.SCHEMA).get(0) > 0;
  }

  private static RunMark mark(Row row) throws SQLException {
    Optional<Instant> finished = row.optionalInstant("finished_at");
    Optional<RunMark.End> end =
        finished.isEmpty()
            ? Optional.empty()
            : Optional.of(new RunMark.End(finished.get(), row.integer("exit_code")));
    return new RunMark(row.text("run_id"), row.instant("started_at"), row.instant("as_of"), end);
  }

  /** Who may write, or could and did not say that it is done. */
  public Optional<Lease> lease() {
    return transactions.read("read the lease", SqlLease::current);
  }

  /**
   * What was promised of a dataset's sessions from a date on, as it stood at an instant, each
   * different promise once. Left out are sessions of which nothing is owed, and promises that were
   * written after their deadline, as the first run writes one: nobody could keep those.
   */
  public List<SharedDeadline> deadlines(String dataset, LocalDate from, Instant asOf) {
    String sql =
        """
        SELECT DISTINCT calendar, session, closes_at, settle_micros, judge, deadline
        FROM expectation AS e
        WHERE dataset = ? AND session >= ? AND recorded_at <= ? AND owed = 1
          AND recorded_at <= deadline
          AND NOT EXISTS (
            SELECT 1 FROM expectation AS later
            WHERE later.dataset = e.dataset AND later.session = e.session
              AND later.instrument = e.instrument AND later.interval = e.interval
              AND later.recorded_at > e.recorded_at AND later.recorded_at <= ?)
        """;
    return transactions.read(
        "read what was promised of " + dataset,
        connection -> query(connection, sql, LedgerReading::deadline, dataset, from, asOf, asOf));
  }

  private static SharedDeadline deadline(Row row) throws SQLException {
    return new SharedDeadline(
        row.text("calendar"),
        row.session(),
        row.instant("closes_at"),
        row.duration("settle_micros"),
        row.choice("judge", JudgedBy.class),
        row.instant("deadline"));
  }

  @Override
  public void close() {
    transactions.close();
  }
}
