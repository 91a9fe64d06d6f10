package io.dataflow.sentinel.ledger;

import java.time.Instant;

/**
 * What is known of a run when it begins.
 *
 * @param asOf the instant the run judges by; the same as {@code startedAt} unless one was given
 * @param command the command line's first words: {@code run}
 * @param sourceUrl where data is asked for, without user, password or token
 * @param simulated whether the data is made up; never mixed silently with real data
 */
public record RunStart(
    String runId,
    Instant startedAt,
    Instant asOf,
    String command,
    String programVersion,
    String sourceUrl,
    boolean simulated,
    String host,
    long pid) {}
