package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells from looks at a lease whether its holder lives, by this machine's own time: clocks of two
 * machines differ, but a holder that lives renews.
 */
final class LeaseWatch {
  /** What counts between two looks: while the ledger cannot be reached, its holder cannot renew. */
  private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Passing time;
  private Optional<Lease> last = Optional.empty();
  private Duration lastLook = Duration.ZERO;
  private Duration silent = Duration.ZERO;
  private boolean renewed;

  LeaseWatch(Passing time) {
    this.time = time;
  }

  /** Takes a look into account. */
  void look(Lease lease) {
    Duration now = time.passed();
    boolean same = last.filter(l -> l.runId().equals(lease.runId())).isPresent();
    if (same && last.get().renewals() == lease.renewals()) {
      Duration since = now.minus(lastLook);
      silent = silent.plus(since.compareTo(MOST_BETWEEN_LOOKS) < 0 ? since : MOST_BETWEEN_LOOKS);
    } else {
      silent = Duration.ZERO;
      renewed = same;
    }
    last = Optional.of(lease);
    lastLook = now;
  }

  /** Whether the holder said something while it was watched. */
  boolean alive() {
    return renewed;
  }

  /** Whether the holder said nothing for as long as its lease is valid. */
  boolean expired() {
    return last.filter(l -> silent.compareTo(l.validFor()) >= 0).isPresent();
  }
}
