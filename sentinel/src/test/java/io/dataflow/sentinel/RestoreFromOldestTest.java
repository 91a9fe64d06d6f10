package io.dataflow.sentinel;

import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class RestoreFromOldestTest extends RestoreSuite {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.oldest();

  @Override
  RealPostgres postgres() {
    return POSTGRES;
  }
}
