package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Duration;
import java.time.Instant;

/** {@code since-close:78h}: stale when more than 78 hours have passed since the last close. */
record SinceCloseRule(Duration limit, String text) implements LastSessionRule {
  @Override
  public boolean stale(Session last, Instant now) {
    return last.close().plus(limit).isBefore(now);
  }
}
