package io.dataflow.sentinel.daemon;

import java.time.Instant;

/** How a daemon waits, and hears that it is to stop. */
public interface Rest {
  /** Whether somebody asked it to stop. */
  boolean stopped();

  /** Waits until an instant by the wall clock, or until it is to stop. */
  void until(Instant moment);
}
