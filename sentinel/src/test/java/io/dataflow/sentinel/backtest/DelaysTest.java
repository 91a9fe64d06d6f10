package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delays drawn from a distribution. */
class DelaysTest {
  private static final LocalDate FIRST = LocalDate.parse("2000-01-01");
  private static final int MANY = 20_000;

  private static double share(Delays delays, Predicate<Duration> some) {
    return FIRST.datesUntil(FIRST.plusDays(MANY)).map(delays::of).filter(some).count()
        / (double) MANY;
  }

  @Test
  void areDistributedAsGiven() {
    Delays delays = Delays.ofQuantiles("min=PT10M,p50=PT1H,p95=PT3H,max=PT8H", 7);
    assertThat(share(delays, d -> d.compareTo(Duration.ofHours(1)) <= 0))
        .isEqualTo(0.5, within(0.01));
    assertThat(share(delays, d -> d.compareTo(Duration.ofHours(3)) <= 0))
        .isEqualTo(0.95, within(0.01));
    assertThat(share(delays, d -> d.compareTo(Duration.ofMinutes(10)) < 0)).isZero();
    assertThat(share(delays, d -> d.compareTo(Duration.ofHours(8)) > 0)).isZero();
    // half of those between the 50th and the 95th percentile lie below the middle, 2 h
    assertThat(share(delays, d -> d.compareTo(Duration.ofHours(2)) <= 0))
        .isEqualTo(0.725, within(0.01));
  }

  @Test
  void areTheSameForASessionAndASeed() {
    Delays delays = Delays.ofQuantiles("max=8h", 7);
    LocalDate session = LocalDate.parse("2024-02-20");
    assertThat(delays.of(session)).isEqualTo(Delays.ofQuantiles("max=8h", 7).of(session));
    assertThat(delays.of(session)).isNotEqualTo(Delays.ofQuantiles("max=8h", 8).of(session));
    assertThat(delays.of(session)).isNotEqualTo(delays.of(session.plusDays(1)));
    // worked out by another program, so that no Java and no machine draws another one
    assertThat(delays.of(session)).isEqualTo(Duration.parse("PT4H9M45S"));
  }

  @Test
  void aSampleIsDrawnFromEvenly() {
    List<Duration> sample =
        List.of(Duration.ofHours(3), Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO);
    Delays delays = Delays.ofSample("measured", sample, 1);
    assertThat(share(delays, Duration.ofHours(1)::equals)).isEqualTo(0.5, within(0.01));
    assertThat(share(delays, Duration.ofHours(3)::equals)).isEqualTo(0.25, within(0.01));
    assertThat(share(delays, Duration.ZERO::equals)).isEqualTo(0.25, within(0.01));
    assertThat(delays).hasToString("4 delays of measured, seed 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Delays.ofSample("F", List.of(), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p50=PT1H              | have no longest one: add max=, as in max=PT8H
          p50=PT1H,max=PT30M    | do not go up: give min, the percentiles and max in order
          p95=PT1H,p50=PT1H,max=2h | do not go up
          p50=PT1H,p50=PT1H,max=2h | do not go up
          max=PT1H,min=PT0S     | do not go up
          median=PT1H,max=PT2H  | are not of the form min=PT0S,p50=PT1H,p95=PT3H,max=PT8H
          p50,max=PT2H          | are not of the form
          p100=PT1H,max=PT2H    | are not of the form
          p50=-1h,max=PT2H      | "-1h" is no length of time
          p50=PT1H,             | are not of the form
          """)
  void sayWhatIsWrongWithThem(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Delays.ofQuantiles(text, 1))
        .withMessageContaining(message);
  }
}
