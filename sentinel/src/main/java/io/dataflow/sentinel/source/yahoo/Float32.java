package io.dataflow.sentinel.source.yahoo;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Prices travel as 32-bit floats widened to double and printed ({@code 75.0875015258789} is {@code
 * 75.0875}); this gives the shortest decimal that is the same float.
 */
final class Float32 {
  private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

  private Float32() {}

  /**
   * The shortest decimal of a number that was a float, any other number unchanged. The same on
   * every Java version (before 19, {@code Float.toString} was not always the shortest).
   */
  static double shortest(double number) {
    float narrow = (float) number;
    if (!Double.isFinite(number) || Float.isInfinite(narrow) || !wasFloat(number, narrow)) {
      return number;
    }
    double size = Math.abs(number);
    if (size >= 1e-2 && size < 1e8) {
      for (double power : POWERS) {
        double decimal = Math.rint(number * power) / power;
        if ((float) decimal == narrow) {
          return decimal;
        }
      }
    }
    return bySignificantDigits(number, narrow);
  }

  /** Printed with about 15 digits, a widened float differs from the float in the last ones only. */
  private static boolean wasFloat(double number, float narrow) {
    return Math.abs(number - (double) narrow) <= Math.abs(number) * 1e-14;
  }

  private static double bySignificantDigits(double number, float narrow) {
    BigDecimal exact = new BigDecimal((double) narrow);
    for (int digits = 1; digits <= 9; digits++) {
      double decimal = exact.round(new MathContext(digits)).doubleValue();
      if ((float) decimal == narrow) {
        return decimal;
      }
    }
    return number;
  }
}
