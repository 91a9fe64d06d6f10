package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The process that has a lease.
 *
 * @param host its machine's name, for people; two machines may have the same
 * @param machine what no other running system has, so that a process id means something; empty when
 *     it is not known
 * @param processStarted tells it from a later process of the same id; empty when it is not known
 */
public record LeaseHolder(String host, String machine, long pid, Optional<Instant> processStarted) {

  /** {@code HOST (process 4711)}. */
  @Override
  public String toString() {
    return host + " (process " + pid + ")";
  }
}
