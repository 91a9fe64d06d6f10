package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("it")
class NewestPostgresLedgerTest extends PostgresLedgerConformance {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @Override
  RealPostgres postgres() {
    return POSTGRES;
  }
}
