package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Who may write to the lake of a ledger. A row, and no lock of a session: poolers hand out sessions
 * for one transaction at a time, and drop their locks.
 *
 * <pre>
 * current -> take -> renew, renew, ... -> release
 *      a holder that renews no more is gone: the next one takes the row it saw, if it is still that
 * </pre>
 */
public interface LeaseLedger {
  /** Who has the lease, or had it and did not give it back. */
  Optional<Lease> current();

  /**
   * Takes the lease: compare and set. From then on every recording through this ledger is made in
   * one transaction with a look at the lease, and refused when it is another's.
   *
   * @param seen what {@link #current} said; taken only when nothing changed since
   * @return false when it did
   */
  boolean take(Lease mine, Optional<Lease> seen);

  /**
   * Says that this holder is alive. On a connection of its own, for a thread of its own.
   *
   * @throws LeaseLostException when another one has the lease
   */
  void renew(Instant at);

  /**
   * Does nothing while the lease is held, or was never taken through this ledger.
   *
   * @throws LeaseLostException when another one has the lease
   */
  void require();

  /** Gives the lease back; one that was lost is left to whoever has it now. */
  void release();
}
