package io.dataflow.sentinel.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One connection, opened at its first use, on which threads take turns. */
final class Transactions implements AutoCloseable {
  /** Something done on the connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Something looked at in each transaction that writes, before anything is written. */
  interface Guard {
    void look(Connection connection) throws SQLException;
  }

  private final Database database;
  private final ReentrantLock turn = new ReentrantLock();
  // the fields below belong to the thread whose turn it is
  private Connection connection;
  private boolean within;
  private boolean failedWithin;
  private volatile Guard guard = connection -> {};

  Transactions(Database database) {
    this.database = database;
  }

  /** From now on a transaction writes only when the guard does not throw within it. */
  void guardedBy(Guard another) {
    guard = another;
  }

  /** Reads; one statement sees one state of the database. */
  <T> T read(String tried, Work<T> work) {
    turn.lock();
    try {
      return within ? work.on(connection) : readAlone(work);
    } catch (SQLException e) {
      throw database.explain(tried, e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw LedgerException.environment(
          "could not "
              + tried
              + ": the ledger "
              + database.where()
              + " holds a row this program cannot read: "
              + e.getMessage(),
          e);
    } finally {
      turn.unlock();
    }
  }

  /** A read changes nothing, so on a connection that was lost it is simply tried again. */
  private <T> T readAlone(Work<T> work) throws SQLException {
    try {
      return readOnce(work);
    } catch (SQLException e) {
      if (!database.lost(e)) {
        throw e;
      }
      drop();
      return readOnce(work);
    }
  }

  private <T> T readOnce(Work<T> work) throws SQLException {
    Optional<String> begin = database.beginReading();
    if (begin.isEmpty()) {
      return work.on(connected());
    }
    boolean done = false;
    execute(connected(), begin.get());
    try {
      T result = work.on(connection);
      execute(connection, "COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  /** Writes in a transaction of its own, or in the one this thread is within. */
  <T> T write(String tried, Work<T> work) {
    turn.lock();
    try {
      return within ? joined(tried, work) : whole(tried, work);
    } finally {
      turn.unlock();
    }
  }

  private <T> T joined(String tried, Work<T> work) {
    boolean done = false;
    try {
      T result = work.on(connection);
      done = true;
      return result;
    } catch (SQLException e) {
      throw database.explain(tried, e);
    } finally {
      failedWithin |= !done;
    }
  }

  private <T> T whole(String tried, Work<T> work) {
    boolean done = false;
    try {
      begin();
      within = true;
      failedWithin = false;
      guard.look(connection);
      T result = work.on(connection);
      if (failedWithin) {
        throw LedgerException.data(
            "could not " + tried + ": a recording within it had failed, so nothing of it is kept");
      }
      execute(connection, "COMMIT");
      done = true;
      return result;
    } catch (SQLException e) {
      throw database.explain(tried, e);
    } finally {
      if (within && !done) {
        rollBack();
      }
      within = false;
    }
  }

  /** Nothing was written yet, so a connection that was lost meanwhile is replaced. */
  private void begin() throws SQLException {
    try {
      execute(connected(), database.begin());
    } catch (SQLException e) {
      if (!database.lost(e)) {
        throw e;
      }
      drop();
      execute(connected(), database.begin());
    }
  }

  /** A connection that cannot roll back is dropped: closing it rolls back too. */
  private void rollBack() {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      drop();
    }
  }

  private void drop() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing left to try, and the first failure is on its way to the caller
    }
    connection = null;
  }

  private Connection connected() throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException e) {
      throw database.explain("close the ledger", e);
    } finally {
      turn.unlock();
    }
  }
}
