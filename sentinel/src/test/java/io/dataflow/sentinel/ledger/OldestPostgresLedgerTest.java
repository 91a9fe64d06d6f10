package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("it")
class OldestPostgresLedgerTest extends PostgresLedgerConformance {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.oldest();

  @Override
  RealPostgres postgres() {
    return POSTGRES;
  }
}
