package io.dataflow.sentinel.source.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Float32Test {
  @ParameterizedTest
  @CsvSource({
    "75.0875015258789, 75.0875",
    "77.40750122070312, 77.4075",
    "94.90049743652344, 94.9005",
    "0.0003000000142492354, 3.0E-4",
    "892, 892",
    "-37.630001068115234, -37.63",
    "16777216, 16777216",
    "123456789012, 123456789012",
    "0, 0",
  })
  void givesTheShortestDecimalOfAFloat(double widened, double shortest) {
    assertThat(Float32.shortest(widened)).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1898.010009, 0.1 + 0.2, 4.9e-324, 1e300, 123456.7891})
  void leavesWhatWasNoFloat(double number) {
    assertThat(Float32.shortest(number)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
  void leavesWhatNoFloatCanHold(Double number) {
    assertThat(Float32.shortest(number)).isEqualTo(number);
  }

  @Test
  void isTheSameFloatForEveryFloat() {
    SplittableRandom random = new SplittableRandom(7);
    int wrong = 0;
    for (int i = 0; i < 200_000; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(number)) {
        wrong += (float) Float32.shortest(number) == number ? 0 : 1;
      }
    }
    assertThat(wrong).isZero();
  }

  @Test
  void hasNoMoreDigitsThanAFloatNeeds() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 20_000; i++) {
      float price = (float) (Math.rint(random.nextDouble(0.01, 5000) * 10_000) / 10_000);
      String text =
          new java.math.BigDecimal(Double.toString(Float32.shortest(price))).toPlainString();
      assertThat(text.replaceAll("^0\\.0*|\\D|0+$", "").length()).as(text).isLessThanOrEqualTo(9);
    }
  }
}
