package io.dataflow.sentinel.ledger;

import java.time.Instant;

/**
 * How a run ended.
 *
 * @param summary JSON
 */
public record RunEnd(Instant finishedAt, int exitCode, String summary) {}
