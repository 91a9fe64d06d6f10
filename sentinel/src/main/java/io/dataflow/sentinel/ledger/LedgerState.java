package io.dataflow.sentinel.ledger;

import java.util.List;
import java.util.Optional;

/**
 * How a ledger was found.
 *
 * @param where the file or database, without secrets
 * @param there whether there is a ledger yet
 * @param schema its version; empty when there is none
 * @param database what the database says of itself
 * @param encrypted whether the way to it is; empty for a file
 * @param openBatches batches whose run was cut off, oldest first
 * @param damage what is wrong with its content and what to do
 */
public record LedgerState(
    String where,
    boolean there,
    Optional<Integer> schema,
    String database,
    Optional<Boolean> encrypted,
    List<String> openBatches,
    Optional<String> damage) {
  public LedgerState {
    openBatches = List.copyOf(openBatches);
  }

  static LedgerState absent(String where, String database, Optional<Boolean> encrypted) {
    return new LedgerState(
        where, false, Optional.empty(), database, encrypted, List.of(), Optional.empty());
  }

  /** The newest schema that this program knows. */
  public static int knownSchema() {
    return Schema.LATEST;
  }
}
