package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lease in SQL: one row, changed by compare and set. */
final class SqlLease implements LeaseLedger, AutoCloseable {
  private static final String SELECT = "SELECT * FROM lease WHERE name = 'lake'";

  /** A look and a renewal in one; until the transaction ends nobody else can take the row. */
  private static final String HOLD =
      "UPDATE lease SET renewals = renewals + 1 WHERE name = 'lake' AND run_id = ?";

  private static final String RENEW =
      """
      UPDATE lease
      SET renewals = renewals + 1, renewed_at = ?, expires_at = ? + valid_micros
      WHERE name = 'lake' AND run_id = ?
      """;

  private final String where;
  private final Transactions transactions;

  /** Apart from the others, so that a renewal need not wait until a long reading is done. */
  private final Transactions beside;

  private volatile Optional<String> held = Optional.empty();

  SqlLease(Database database, Transactions transactions) {
    this.where = database.where();
    this.transactions = transactions;
    this.beside = new Transactions(database.forShortWork());
  }

  @Override
  public Optional<Lease> current() {
    return transactions.read("read the lease", SqlLease::current);
  }

  static Optional<Lease> current(Connection connection) throws SQLException {
    List<Lease> leases =
        query(
            connection,
            SELECT,
            row ->
                new Lease(
                    row.text("run_id"),
                    new LeaseHolder(
                        row.text("host"),
                        row.text("machine"),
                        row.number("pid"),
                        row.optionalInstant("process_started_at")),
                    row.instant("acquired_at"),
                    row.duration("valid_micros"),
                    row.number("renewals")));
    return leases.stream().findFirst();
  }

  @Override
  public boolean take(Lease mine, Optional<Lease> seen) {
    boolean taken =
        transactions.write(
            "take the lease",
            connection -> {
              Optional<Lease> now = current(connection);
              boolean same = seen.isPresent() == now.isPresent();
              boolean unchanged = seen.isEmpty() || now.filter(seen.get()::unchanged).isPresent();
              return same && unchanged && written(connection, mine, seen) == 1;
            });
    if (taken) {
      held = Optional.of(mine.runId());
      transactions.guardedBy(this::hold);
    }
    return taken;
  }

  private static int written(Connection connection, Lease mine, Optional<Lease> seen)
      throws SQLException {
    LeaseHolder holder = mine.holder();
    if (seen.isPresent()) {
      String sql = "DELETE FROM lease WHERE name = 'lake' AND run_id = ? AND renewals = ?";
      if (update(connection, sql, seen.get().runId(), seen.get().renewals()) == 0) {
        return 0;
      }
    }
    String insert =
        """
        INSERT INTO lease (name, run_id, host, machine, pid, process_started_at,
          acquired_at, renewed_at, expires_at, valid_micros, renewals)
        VALUES ('lake', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO NOTHING
        """;
    return update(
        connection,
        insert,
        mine.runId(),
        holder.host(),
        holder.machine(),
        holder.pid(),
        holder.processStarted(),
        mine.acquiredAt(),
        mine.acquiredAt(),
        mine.acquiredAt().plus(mine.validFor()),
        mine.validFor(),
        mine.renewals());
  }

  /** Within each transaction that writes. */
  private void hold(Connection connection) throws SQLException {
    if (held.isPresent() && update(connection, HOLD, held.get()) == 0) {
      throw lost(connection);
    }
  }

  @Override
  public void renew(Instant at) {
    beside.write(
        "renew the lease",
        connection -> {
          if (held.isPresent() && update(connection, RENEW, at, at, held.get()) == 0) {
            throw lost(connection);
          }
          return true;
        });
  }

  @Override
  public void require() {
    transactions.read(
        "look at the lease",
        connection -> {
          if (held.isPresent()
              && current(connection).filter(l -> l.runId().equals(held.get())).isEmpty()) {
            throw lost(connection);
          }
          return true;
        });
  }

  private LeaseLostException lost(Connection connection) throws SQLException {
    String now =
        current(connection)
            .map(l -> "run " + l.runId() + " on " + l.holder() + " has it now")
            .orElse("another one had it and is done");
    return new LeaseLostException(
        "run "
            + held.orElse("")
            + " lost its lease on "
            + where
            + ": it did not renew it in time, as a machine that was paused does not, and "
            + now
            + ". Nothing more is written by this run, and the other takes up what it left. Look why"
            + " it stood still, then run again");
  }

  @Override
  public void release() {
    Optional<String> mine = held;
    held = Optional.empty();
    if (mine.isPresent()) {
      beside.write(
          "give the lease back",
          connection ->
              update(
                  connection, "DELETE FROM lease WHERE name = 'lake' AND run_id = ?", mine.get()));
    }
  }

  @Override
  public void close() {
    beside.close();
  }
}
