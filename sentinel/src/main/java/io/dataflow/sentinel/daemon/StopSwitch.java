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
    try {
      long left = left(moment);
      while (left > 0 && !thrown.await(Math.min(left, SLICE.toMillis()), TimeUnit.MILLISECONDS)) {
        left = left(moment);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /** In milliseconds; none once the moment is there. */
  private long left(Instant moment) {
    Duration left = Duration.between(clock.instant(), moment);
    return left.isNegative() ? 0 : left.plusMillis(1).toMillis();
  }
}
