package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a run when it begins.
 *
 * @param asOf the instant the run judges by; the same as {@code startedAt} unless one was given
 * @param command the command line's first words: {@code run}
 * @param sourceUrl where data is asked for, without user, password or token
 * @param job of a CI it is part of: {@code OWNER/NAME/RUN/ATTEMPT}
 */
public record RunStart(
    String runId,
    Instant startedAt,
    Instant asOf,
    String command,
    String programVersion,
    String sourceUrl,
    String host,
    long pid,
    Optional<String> job) {

  /** A run that is part of no job. */
  public RunStart(
      String runId,
      Instant startedAt,
      Instant asOf,
      String command,
      String programVersion,
      String sourceUrl,
      String host,
      long pid) {
    this(runId, startedAt, asOf, command, programVersion, sourceUrl, host, pid, Optional.empty());
  }
}
