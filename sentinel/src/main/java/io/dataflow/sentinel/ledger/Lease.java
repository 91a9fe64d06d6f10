package io.dataflow.sentinel.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * The right to write to the lake of a ledger, which one run has at a time.
 *
 * @param runId unlike that of any other lease
 * @param acquiredAt by the holder's clock, which may differ from that of whoever reads it
 * @param validFor when it is not renewed for so long by a watcher's own clock, its holder is gone
 * @param renewals how often the holder said that it is alive
 */
public record Lease(
    String runId, LeaseHolder holder, Instant acquiredAt, Duration validFor, long renewals) {
  public Lease {
    if (validFor.isNegative() || validFor.isZero()) {
      throw new IllegalArgumentException("a lease is valid for some time, not for " + validFor);
    }
  }

  /** Whether two readings are of the same lease, and the holder said nothing in between. */
  boolean unchanged(Lease later) {
    return runId.equals(later.runId)
        && acquiredAt.equals(later.acquiredAt)
        && renewals == later.renewals;
  }
}
