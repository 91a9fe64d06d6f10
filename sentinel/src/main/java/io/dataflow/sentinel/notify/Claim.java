package io.dataflow.sentinel.notify;

import java.time.Instant;

/**
 * Who is sending a message now, so that no other process sends it too.
 *
 * @param by names one process of one machine
 * @param at by that machine's clock
 */
public record Claim(String by, Instant at) {}
