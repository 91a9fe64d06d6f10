package io.dataflow.sentinel.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants and durations as microseconds, cut off towards the past. */
final class Micros {
  private Micros() {}

  static long of(Instant instant) {
    return of(instant.getEpochSecond(), instant.getNano(), instant);
  }

  static long of(Duration duration) {
    return of(duration.getSeconds(), duration.getNano(), duration);
  }

  /** By hand: ChronoUnit.MICROS.between goes through nanoseconds, which end in the year 2262. */
  private static long of(long seconds, int nanos, Object given) {
    try {
      return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / 1_000);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(given + " is beyond 292,000 years", e);
    }
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
