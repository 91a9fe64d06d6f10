package io.dataflow.sentinel;

import java.nio.file.Path;
import java.time.Clock;

/**
 * The turn of one command that writes to a lake: the lock of its folder, which keeps processes of
 * this machine apart, and the lease in its ledger, which keeps machines apart.
 */
final class WriteTurn implements AutoCloseable {
  private final RunLock lock;
  private final LakeLease lease;

  private WriteTurn(RunLock lock, LakeLease lease) {
    this.lock = lock;
    this.lease = lease;
  }

  /**
   * Takes both.
   *
   * @param run unlike every other one's; says later who it was
   * @throws RunLock.LockedException when another command is at work, after the waiting
   */
  static WriteTurn taken(Sentinel sentinel, String run, Clock wall, Waiting waiting) {
    Path state = sentinel.settings().paths().state();
    RunLock lock = RunLock.taken(state, run, wall, waiting);
    boolean done = false;
    try {
      WriteTurn turn = new WriteTurn(lock, sentinel.lease(run, wall, waiting));
      done = true;
      return turn;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  @Override
  public void close() {
    try {
      lease.close();
    } finally {
      lock.close();
    }
  }
}
