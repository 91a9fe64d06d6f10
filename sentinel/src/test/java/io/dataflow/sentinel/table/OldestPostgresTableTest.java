package io.dataflow.sentinel.table;

import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("it")
class OldestPostgresTableTest implements PostgresTableConformance {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.oldest();

  @Override
  public RealPostgres postgres() {
    return POSTGRES;
  }
}
