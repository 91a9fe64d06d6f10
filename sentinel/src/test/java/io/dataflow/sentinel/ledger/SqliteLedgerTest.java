package io.dataflow.sentinel.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerConformance {
  @TempDir Path folder;

  @Override
  Ledger connect() {
    return new SqliteLedger(folder.resolve("ledger.db"));
  }
}
