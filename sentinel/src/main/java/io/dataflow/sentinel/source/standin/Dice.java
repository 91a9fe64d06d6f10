package io.dataflow.sentinel.source.standin;

import java.nio.charset.StandardCharsets;

/**
 * Numbers that look random and are always the same for a key: the SplitMix64 generator.
 *
 * <p>Only additions, multiplications and shifts, so that every machine and JVM throws the same.
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** Dice of a seed and a name. */
  static Dice of(long seed, String name) {
    Dice dice = new Dice(seed);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      dice.state = mix(dice.state * 31 + b);
    }
    return dice;
  }

  /** Dice of these and a number; the same whatever was thrown before, unless these moved. */
  Dice with(long number) {
    return new Dice(mix(state ^ mix(number + GOLDEN)));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0, inclusive, to 1, exclusive. */
  double fraction() {
    state += GOLDEN;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** Between two numbers. */
  double between(double low, double high) {
    return low + (high - low) * fraction();
  }

  /** A whole number from 0 to below an end. */
  int below(int end) {
    return (int) (fraction() * end);
  }

  /** Mean 0, deviation 1, never beyond 3.5: the sum of four even throws. */
  double bell() {
    return (fraction() + fraction() + fraction() + fraction() - 2) * 1.7320508075688772;
  }
}
