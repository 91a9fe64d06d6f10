package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.PgBouncer;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Behind a pooler that hands out a server for one transaction at a time, with a password. */
@Tag("slow")
class PooledPostgresLedgerTest extends PostgresLedgerConformance {
  @Order(1)
  @RegisterExtension
  static final RealPostgres POSTGRES = RealPostgres.newest();

  @Order(2)
  @RegisterExtension
  static final PgBouncer POOLER = new PgBouncer(POSTGRES);

  @Override
  RealPostgres postgres() {
    return POSTGRES;
  }

  @Override
  PostgresServer server() {
    return POOLER.to(database());
  }
}
