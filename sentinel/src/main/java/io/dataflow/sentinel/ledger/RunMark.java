package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * That a run began and how it ended, without what it told of itself.
 *
 * @param asOf the instant it judged by when it began
 * @param end empty while it runs, and for good when it was killed
 */
public record RunMark(String runId, Instant startedAt, Instant asOf, Optional<End> end) {

  /** When and with what it ended. */
  public record End(Instant finishedAt, int exitCode) {}
}
