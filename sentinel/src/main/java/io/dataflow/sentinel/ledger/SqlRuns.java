package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs and their stages, in SQL. */
final class SqlRuns implements RunLedger {
  private final Transactions transactions;

  SqlRuns(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void startRun(RunStart run) {
    String sql =
        """
        INSERT INTO run (run_id, started_at, as_of, command, program_version, source_url,
                         host, pid, job)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run_id) DO NOTHING
        """;
    transactions.write(
        "record the start of run " + run.runId(),
        connection -> {
          int added =
              update(
                  connection,
                  sql,
                  run.runId(),
                  run.startedAt(),
                  run.asOf(),
                  run.command(),
                  run.programVersion(),
                  run.sourceUrl(),
                  run.host(),
                  run.pid(),
                  run.job().orElse(null));
          if (added == 0) {
            throw LedgerException.data(
                "run " + run.runId() + " is recorded already; each run needs an id of its own");
          }
          return added;
        });
  }

  @Override
  public void recordStages(String runId, List<Stage> stages) {
    String sql =
        """
        INSERT INTO run_stage (run_id, stage, started_at, millis, detail)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (run_id, stage, started_at)
        DO UPDATE SET millis = excluded.millis, detail = excluded.detail
        """;
    transactions.write(
        "record stages of run " + runId,
        connection -> {
          updateAll(
              connection,
              sql,
              stages,
              s -> bound(runId, s.name(), s.startedAt(), s.millis(), s.detail()));
          return stages.size();
        });
  }

  @Override
  public boolean finishRun(String runId, Instant finishedAt, int exitCode, String summary) {
    String sql =
        """
        UPDATE run SET finished_at = ?, exit_code = ?, summary = ?
        WHERE run_id = ? AND finished_at IS NULL
        """;
    return transactions.write(
        "record the end of run " + runId,
        connection -> {
          if (update(connection, sql, finishedAt, exitCode, summary, runId) == 1) {
            return true;
          }
          if (run(runId).isEmpty()) {
            throw LedgerException.data("no run " + runId + " is recorded, so it cannot be ended");
          }
          return false;
        });
  }

  @Override
  public Optional<Run> run(String runId) {
    return transactions
        .read(
            "read run " + runId,
            connection ->
                query(connection, "SELECT * FROM run WHERE run_id = ?", SqlRuns::readRun, runId))
        .stream()
        .findFirst();
  }

  @Override
  public List<Run> runs(int limit) {
    String sql = "SELECT * FROM run ORDER BY started_at DESC, run_id DESC LIMIT ?";
    return transactions.read(
        "read the last runs", connection -> query(connection, sql, SqlRuns::readRun, limit));
  }

  @Override
  public List<Run> unfinishedRuns() {
    String sql = "SELECT * FROM run WHERE finished_at IS NULL ORDER BY started_at, run_id";
    return transactions.read(
        "read unfinished runs", connection -> query(connection, sql, SqlRuns::readRun));
  }

  @Override
  public List<Stage> stages(String runId) {
    String sql =
        """
        SELECT stage, started_at, millis, detail FROM run_stage
        WHERE run_id = ?
        ORDER BY started_at, stage
        """;
    return transactions.read(
        "read the stages of run " + runId,
        connection ->
            query(
                connection,
                sql,
                row ->
                    new Stage(
                        row.text("stage"),
                        row.instant("started_at"),
                        row.number("millis"),
                        row.text("detail")),
                runId));
  }

  static Run readRun(Row row) throws SQLException {
    RunStart start =
        new RunStart(
            row.text("run_id"),
            row.instant("started_at"),
            row.instant("as_of"),
            row.text("command"),
            row.text("program_version"),
            row.text("source_url"),
            row.text("host"),
            row.number("pid"),
            row.optionalText("job"));
    Optional<Instant> finished = row.optionalInstant("finished_at");
    if (finished.isEmpty()) {
      return new Run(start, Optional.empty());
    }
    return new Run(
        start,
        Optional.of(new RunEnd(finished.get(), row.integer("exit_code"), row.text("summary"))));
  }
}
