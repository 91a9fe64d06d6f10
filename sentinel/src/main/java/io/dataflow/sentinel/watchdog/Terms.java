package io.dataflow.sentinel.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is expected of runs, and when it is asked.
 *
 * @param now the judged instant
 * @param maxAge a run begins at least so often; empty when nobody wants that
 * @param allow by calendar: how long after each deadline a run may end that looked for what was
 *     due; empty when nobody wants that
 */
public record Terms(Instant now, Optional<Duration> maxAge, Optional<Duration> allow) {
  public Terms {
    if (maxAge.isEmpty() && allow.isEmpty()) {
      throw new IllegalArgumentException("nothing is expected of runs");
    }
  }
}
