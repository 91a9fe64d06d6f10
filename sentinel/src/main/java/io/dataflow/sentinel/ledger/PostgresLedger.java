package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.PostgresServer;

/**
 * A ledger in a schema of a PostgreSQL database, for several machines; works behind a pooler that
 * hands out a server for one transaction at a time.
 */
public final class PostgresLedger extends SqlLedger {
  /** The schema that keeps the ledger apart from everything else in the database. */
  public static final String SCHEMA = "sentinel_ledger";

  /** A ledger in {@link #SCHEMA}, made at the first use. */
  public PostgresLedger(PostgresServer server) {
    this(server, SCHEMA);
  }

  PostgresLedger(PostgresServer server, String schema) {
    // PostgreSQL's own autovacuum gives room back
    super(new PostgresDatabase(server, schema), transactions -> {});
  }
}
