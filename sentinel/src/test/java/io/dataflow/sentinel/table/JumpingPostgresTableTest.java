package io.dataflow.sentinel.table;

import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With an index on instrument and session, by which a large table is read. */
@Tag("it")
class JumpingPostgresTableTest implements PostgresTableConformance {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.oldest();

  @Override
  public RealPostgres postgres() {
    return POSTGRES;
  }

  @Override
  public int indexed() {
    return 2;
  }
}
