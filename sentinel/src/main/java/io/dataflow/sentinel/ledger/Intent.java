package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that must be done because of a batch, at least once, whatever happens to the process.
 *
 * @param intentId made by the caller from what is to be done, so that a replay makes the same
 * @param payload JSON
 * @param doneAt empty until it was done
 */
public record Intent(
    String intentId,
    String batchId,
    String kind,
    String payload,
    Instant createdAt,
    Optional<Instant> doneAt) {

  /** An intent still to be done. */
  public static Intent of(
      String intentId, String batchId, String kind, String payload, Instant createdAt) {
    return new Intent(intentId, batchId, kind, payload, createdAt, Optional.empty());
  }
}
