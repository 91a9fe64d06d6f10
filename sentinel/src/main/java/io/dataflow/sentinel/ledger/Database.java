package io.dataflow.sentinel.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The database under a ledger: how to reach it, and what its complaints mean. */
interface Database {
  /** The file or address, without secrets. */
  String where();

  /** Whether there is something to open; {@link #connect} makes what is missing. */
  boolean exists();

  /**
   * A new connection in auto-commit mode to a ledger of the current schema.
   *
   * @throws LedgerException ENVIRONMENT with what to do, where it is known better than from {@link
   *     #explain}
   */
  Connection connect() throws SQLException;

  /** The same database for something that takes a moment, and is given up early. */
  Database forShortWork();

  /** The statement that begins a transaction that will write. */
  String begin();

  /** The statement that begins a transaction that only reads; empty when a read needs none. */
  Optional<String> beginReading();

  /**
   * The statement by which a transaction that writes waits for others that change a table, and
   * reads what they wrote; empty when transactions that write take turns anyway.
   */
  Optional<String> turnAt(String table);

  /** How the database is; never throws. */
  default Health health() {
    if (!exists()) {
      return new Health(where(), Optional.empty());
    }
    try (Connection own = connect()) {
      return new Health(where(), damage(own));
    } catch (SQLException e) {
      return new Health(where(), Optional.of(explain("check the ledger", e).getMessage()));
    } catch (LedgerException e) {
      return new Health(where(), Optional.of(e.getMessage()));
    }
  }

  /** Whether a complaint means that the connection is gone, and a new one may help. */
  boolean lost(SQLException complaint);

  /** Reads the whole database and says what is damaged; empty when nothing is. */
  Optional<String> damage(Connection connection) throws SQLException;

  /** Says what a complaint means and what to do. */
  LedgerException explain(String tried, SQLException complaint);
}
