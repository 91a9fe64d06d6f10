package io.dataflow.sentinel.source.yahoo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The limiter and the breaker of one process: the endpoint blocks by address, so all requests share
 * them. Thread-safe. Counts real time, whatever clock the run is given.
 */
final class Pace {
  private final Duration gap;
  private final Duration rest;
  private long nextStart = System.nanoTime();
  private long restUntil;
  private boolean resting;
  private String restReason = "";
  private int refusalsInRow;
  private long lastRefusal;
  private int failuresInRow;

  Pace(Duration gap, Duration rest) {
    this.gap = gap;
    this.rest = rest;
  }

  /** Waits for the caller's turn; a reason instead when the breaker is open. */
  Optional<String> turn() {
    while (true) {
      long wait;
      synchronized (this) {
        long now = System.nanoTime();
        if (resting && now - restUntil < 0) {
          return Optional.of(restReason);
        }
        resting = false;
        wait = nextStart - now;
        if (wait <= 0) {
          nextStart = now + gap.toNanos();
          return Optional.empty();
        }
      }
      pause(wait); // a cool-down may begin meanwhile, so look again
    }
  }

  /**
   * A 429 arrived. Says whether one retry is allowed; the second in a row opens the breaker.
   * Requests that were under way together are refused together: that counts once.
   *
   * @param start when the refused request began, by {@link System#nanoTime}
   */
  synchronized boolean refused(long start, Duration coolDown) {
    boolean together = refusalsInRow > 0 && start - lastRefusal < 0;
    refusalsInRow += together ? 0 : 1;
    lastRefusal = System.nanoTime();
    if (refusalsInRow >= 2) {
      open("rate limited (HTTP 429 twice in a row); not asked again for " + rest);
      return false;
    }
    long until = lastRefusal + coolDown.toNanos();
    nextStart = until - nextStart > 0 ? until : nextStart;
    return true;
  }

  /** Any other answer arrived. */
  synchronized void answered() {
    refusalsInRow = 0;
    failuresInRow = 0;
  }

  /** No answer came after all tries; three requests in a row open the breaker. */
  synchronized void failed(String reason) {
    failuresInRow++;
    if (failuresInRow >= 3) {
      open(reason);
    }
  }

  /** Opens the breaker at once, when every further request would fail alike. */
  synchronized void open(String reason) {
    resting = true;
    restUntil = System.nanoTime() + rest.toNanos();
    restReason = reason;
  }

  static void pause(long nanos) {
    if (nanos <= 0) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for the next request", e);
    }
  }
}
