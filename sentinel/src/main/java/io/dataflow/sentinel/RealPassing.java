package io.dataflow.sentinel;

import java.time.Duration;

/** Time of this machine, which does not go back. */
final class RealPassing implements Passing {
  private final long start = System.nanoTime();

  @Override
  public Duration passed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another run", e);
    }
  }
}
