package io.dataflow.sentinel.config;

import java.time.Duration;

/**
 * How hard a vendor may be asked.
 *
 * @param minGap least time between the starts of two requests; zero for none
 * @param concurrency most requests in flight at once
 * @param coolDown pause of all requests after a 429, before the one retry
 * @param breakerOpen how long nothing is asked after the second 429 in a row
 */
public record Limits(Duration minGap, int concurrency, Duration coolDown, Duration breakerOpen) {
  public Limits {
    if (minGap.isNegative() || coolDown.isNegative() || breakerOpen.isNegative()) {
      throw new IllegalArgumentException(
          "a negative duration: " + minGap + ", " + coolDown + ", " + breakerOpen);
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is at least 1, not " + concurrency);
    }
  }
}
