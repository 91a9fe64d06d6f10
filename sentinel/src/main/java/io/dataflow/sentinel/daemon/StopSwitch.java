package io.dataflow.sentinel.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Rests until it is thrown. Looks at the clock every few seconds, as a machine may sleep and a
 * clock may be set. Thread-safe.
 */
public final class StopSwitch implements Rest {
  private static final Duration SLICE = Duration.ofSeconds(10);

  private final Clock clock;
  private final CountDownLatch thrown = new CountDownLatch(1);

  public StopSwitch(Clock clock) {
    this.clock = clock;
  }

  /** Ends the rest, for good. */
  public void stop() {
    thrown.countDown();
  }

  @Override
  public boolean stopped() {
    return thrown.getCount() == 0;
  }

  @Override
  public void until(Instant moment) {
    Duration left = Duration.between(clock.instant(), moment);
    while (!left.isNegative() && !left.isZero() && !stopped()) {
      pause(left.compareTo(SLICE) < 0 ? left : SLICE);
      left = Duration.between(clock.instant(), moment);
    }
  }

  private void pause(Duration length) {
    try {
      if (thrown.await(Math.max(1, length.toMillis()), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }
}
