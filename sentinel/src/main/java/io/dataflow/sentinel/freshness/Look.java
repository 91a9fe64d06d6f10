package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A source was asked about a session at an instant, and this was seen. A failed fetch is no look.
 */
public record Look(Feed feed, LocalDate session, Instant at, Seen seen) {
  /** What a look saw, from least to most. */
  public enum Seen {
    /** No row for the session. */
    NOTHING,
    /** A row without prices. */
    NULL,
    /** A bar that has not settled. */
    PROVISIONAL,
    /** A settled bar. */
    FINAL
  }
}
