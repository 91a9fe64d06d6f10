package io.dataflow.sentinel.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants and durations as microseconds, cut off towards the past. */
final class Micros {
  private Micros() {}

  static long of(Instant instant) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "instant " + instant + " is further from 1970 than 292,000 years", e);
    }
  }

  static long of(Duration duration) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(duration));
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
