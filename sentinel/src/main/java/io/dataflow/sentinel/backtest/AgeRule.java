package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Duration;
import java.time.Instant;

/** {@code age:2d}: stale when the UTC date of the check minus the last session date is over 2. */
record AgeRule(int days, String text) implements LastSessionRule {
  private static final long SECONDS_A_DAY = 86_400;

  @Override
  public boolean stale(Session last, Instant now) {
    long today = Math.floorDiv(now.getEpochSecond(), SECONDS_A_DAY);
    return today - last.date().toEpochDay() > days;
  }

  @Override
  public Duration limit() {
    return Duration.ofDays(days);
  }
}
