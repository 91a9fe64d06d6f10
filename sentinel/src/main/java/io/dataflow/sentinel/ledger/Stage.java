package io.dataflow.sentinel.ledger;

import java.time.Instant;

/**
 * One stage of a run and how long it took.
 *
 * @param name the stage: {@code fetch}, {@code silver}
 * @param detail JSON
 */
public record Stage(String name, Instant startedAt, long millis, String detail) {}
