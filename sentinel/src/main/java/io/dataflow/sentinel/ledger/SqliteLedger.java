package io.dataflow.sentinel.ledger;

import java.nio.file.Path;

/** A ledger in one SQLite file; the database when nothing is configured. */
public final class SqliteLedger extends SqlLedger {
  /**
   * A ledger in a file, made at the first use together with its folder.
   *
   * @param file on a local disk: SQLite's write-ahead log needs shared memory, which network drives
   *     do not give
   */
  public SqliteLedger(Path file) {
    super(new SqliteDatabase(file.toAbsolutePath().normalize()));
  }
}
