package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A batch as the ledger knows it.
 *
 * @param closedAt empty until the lake is known to hold it
 */
public record Batch(BatchOpen open, Optional<Instant> closedAt) {}
