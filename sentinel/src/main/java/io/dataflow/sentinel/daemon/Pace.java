package io.dataflow.sentinel.daemon;

import java.time.Duration;

/**
 * How a daemon goes.
 *
 * @param jitter a check is put off by a random part of it, so that installations do not all ask at
 *     the same second
 * @param look at most so long between two looks at deadlines and timers
 * @param beat between two heartbeats while no run comes
 */
public record Pace(Duration jitter, Duration look, Duration beat) {
  public Pace {
    if (jitter.isNegative() || look.toSeconds() < 1 || beat.toSeconds() < 1) {
      throw new IllegalArgumentException("no pace: " + jitter + ", " + look + ", " + beat);
    }
  }
}
