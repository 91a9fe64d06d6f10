package io.dataflow.sentinel.backtest;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Durations in sum, in hours; empty when there were none.
 *
 * @param median of an even number, the mean of the middle two
 * @param p95 the least that 95 % do not exceed
 */
public record Hours(OptionalDouble median, OptionalDouble p95, OptionalDouble max) {
  private static final double SECONDS_AN_HOUR = 3600;

  static Hours of(List<Duration> durations) {
    if (durations.isEmpty()) {
      return new Hours(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
    double[] sorted =
        durations.stream().mapToDouble(d -> d.toSeconds() / SECONDS_AN_HOUR).sorted().toArray();
    int n = sorted.length;
    return new Hours(
        OptionalDouble.of((sorted[(n - 1) / 2] + sorted[n / 2]) / 2),
        OptionalDouble.of(sorted[(int) Math.ceil(0.95 * n) - 1]),
        OptionalDouble.of(sorted[n - 1]));
  }
}
