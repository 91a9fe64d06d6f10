package io.dataflow.sentinel.source.standin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;

/** A corporate action, on the first session that trades without it. */
sealed interface Action {
  /** The ex-date. */
  LocalDate date();

  /**
   * Cash for each share.
   *
   * @param amount in the instrument's currency, on today's share count
   */
  record Dividend(LocalDate date, double amount) implements Action {}

  /** New shares for old: 4 for 1, or 1 for 8. */
  record Split(LocalDate date, long numerator, long denominator) implements Action {
    public Split {
      if (numerator < 1 || denominator < 1) {
        throw new IllegalArgumentException("a split is of whole shares: " + numerator);
      }
    }

    /** The split of a factor, new shares for one old: 4, 0.125, 1.0027. */
    static Split of(LocalDate date, BigDecimal factor) {
      BigDecimal plain = factor.stripTrailingZeros();
      BigInteger below = BigInteger.TEN.pow(Math.max(0, plain.scale()));
      BigInteger above = plain.multiply(new BigDecimal(below)).toBigIntegerExact();
      BigInteger common = above.gcd(below);
      return new Split(
          date, above.divide(common).longValueExact(), below.divide(common).longValueExact());
    }

    double factor() {
      return (double) numerator / denominator;
    }
  }
}
