package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.Lease;
import io.dataflow.sentinel.ledger.LeaseLedger;
import io.dataflow.sentinel.ledger.LeaseLostException;
import io.dataflow.sentinel.ledger.LedgerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The right to write, among all machines that share a ledger. A row of the ledger that is renewed
 * while this is open; see {@link RunLock} for what keeps two processes of one folder apart.
 */
final class LakeLease implements AutoCloseable {
  static final Duration RENEWED_EACH = Duration.ofSeconds(3);

  /** Ten renewals: a holder that misses them all is gone, or must not go on. */
  static final Duration VALID_FOR = Duration.ofSeconds(30);

  private final LeaseLedger ledger;
  private final Clock wall;
  private final Consumer<String> told;
  private final ScheduledExecutorService renewing;
  private volatile Optional<String> unrenewed = Optional.empty();

  private LakeLease(LeaseLedger ledger, Clock wall, Consumer<String> told) {
    this.ledger = ledger;
    this.wall = wall;
    this.told = told;
    this.renewing =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lease, from a holder that is gone too.
   *
   * @param run unlike every other one's
   * @throws RunLock.LockedException when another run has it and lives, after the waiting
   * @throws LedgerException when the ledger cannot be reached
   */
  static LakeLease taken(LeaseLedger ledger, String run, Clock wall, Waiting waiting) {
    Waiting.Turn turn = waiting.begin();
    LeaseWatch watch = new LeaseWatch(waiting.time());
    while (true) {
      Optional<Lease> seen = ledger.current();
      seen.ifPresent(watch::look);
      boolean gone = seen.filter(l -> ThisProcess.gone(l.holder())).isPresent();
      if (seen.isEmpty() || gone || watch.expired()) {
        if (ledger.take(mine(run, wall.instant()), seen)) {
          seen.ifPresent(l -> waiting.told().accept(takenOver(l, gone)));
          return new LakeLease(ledger, wall, waiting.told()).renewed();
        }
        continue; // somebody was quicker: look who
      }
      String who = who(seen.get(), wall.instant());
      if (watch.alive() && turn.over()) {
        throw new RunLock.LockedException(RunLock.refusal("the lake of this ledger", who));
      }
      turn.pause(who);
    }
  }

  private static Lease mine(String run, Instant now) {
    return new Lease(run, ThisProcess.holder(), now, VALID_FOR, 0);
  }

  private static String who(Lease lease, Instant now) {
    return RunLock.words(
        lease.runId(), lease.holder().host(), lease.acquiredAt(), now, lease.holder().pid());
  }

  private static String takenOver(Lease lease, boolean gone) {
    return "run "
        + lease.runId()
        + " on "
        + lease.holder()
        + " was cut off: "
        + (gone
            ? "its process is gone"
            : "it said nothing for " + Durations.words(lease.validFor()))
        + ". Its lease is taken over, and so is what it left";
  }

  private LakeLease renewed() {
    renewing.scheduleWithFixedDelay(
        this::renew, RENEWED_EACH.toMillis(), RENEWED_EACH.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  /** What is lost is told by the next recording, within the work itself. */
  private void renew() {
    try {
      ledger.renew(wall.instant());
      unrenewed = Optional.empty();
    } catch (LedgerException | LeaseLostException e) {
      unrenewed = Optional.of(e.getMessage());
    }
  }

  @Override
  public void close() {
    renewing.shutdownNow();
    try {
      if (unrenewed.isEmpty()) {
        ledger.release();
        return;
      }
    } catch (LedgerException e) {
      unrenewed = Optional.of(e.getMessage());
    }
    told.accept("the lease could not be given back and ends by itself: " + unrenewed.orElseThrow());
  }
}
