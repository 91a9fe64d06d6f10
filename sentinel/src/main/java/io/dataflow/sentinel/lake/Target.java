package io.dataflow.sentinel.lake;

import java.util.Optional;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;

/** A table that is there, or one that its first commit makes. */
record Target(Table table, Optional<Transaction> creation) {
  OverwriteFiles newOverwrite() {
    return creation.map(Transaction::newOverwrite).orElseGet(table::newOverwrite);
  }

  /** Makes a table that was not there before, with what was added to it. */
  void complete() {
    creation.ifPresent(Transaction::commitTransaction);
  }
}
