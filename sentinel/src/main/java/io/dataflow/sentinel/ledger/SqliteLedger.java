package io.dataflow.sentinel.ledger;

import java.nio.file.Path;
import java.sql.Statement;

/** A ledger in one SQLite file; the database when nothing is configured. */
public final class SqliteLedger extends SqlLedger {
  /**
   * A ledger in a file, made at the first use together with its folder.
   *
   * @param file on a local disk: SQLite's write-ahead log needs shared memory, which network drives
   *     do not give
   */
  public SqliteLedger(Path file) {
    super(new SqliteDatabase(file.toAbsolutePath().normalize()), SqliteLedger::reclaim);
  }

  /** Outside of a transaction, as SQLite wants it; a file without free pages is left alone. */
  private static void reclaim(Transactions transactions) {
    transactions.read(
        "give unused room of the ledger back",
        connection -> {
          long free =
              Statements.query(
                      connection, "PRAGMA freelist_count", row -> row.number("freelist_count"))
                  .get(0);
          try (Statement statement = connection.createStatement()) {
            if (free > 0) {
              statement.execute("VACUUM");
            }
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
          }
          return free;
        });
  }
}
