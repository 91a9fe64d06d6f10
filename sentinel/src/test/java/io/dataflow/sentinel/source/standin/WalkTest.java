package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Symbol;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final LocalDate DAY = LocalDate.of(2024, 5, 6);

  private final Walk walk = new Walk(7, new Symbol("AAPL"));

  @Test
  void goesTheSameWayOnEveryMachineAndInEveryVersion() {
    assertThat(walk.prices(DAY, 100, 1)).isEqualTo(new Walk.Prices(99.92, 102.75, 99.92, 102.4));
    assertThat(walk.listed()).isEqualTo("2011-05-15");
  }

  @Test
  void widensItsRangeAsTheSessionGoesOn() {
    Walk.Prices before = walk.prices(DAY, 100, 0);
    assertThat(before.high()).isEqualTo(before.low()).isEqualTo(before.open());
    for (int i = 1; i <= 100; i++) {
      Walk.Prices now = walk.prices(DAY, 100, i / 100.0);
      assertThat(now.open()).isEqualTo(before.open());
      assertThat(now.high()).isGreaterThanOrEqualTo(before.high());
      assertThat(now.low()).isLessThanOrEqualTo(before.low());
      assertThat(now.close()).isBetween(now.low(), now.high());
      before = now;
    }
  }

  @Test
  void roundsToTheCentAndCheapPricesFiner() {
    assertThat(Walk.rounded(12.3456)).isEqualTo(12.35);
    assertThat(Walk.rounded(1.23456)).isEqualTo(1.2346);
    assertThat(Walk.rounded(0)).isEqualTo(0.0001);
  }

  @Test
  void splitsADearShareAndGathersANearlyWorthlessOne() {
    LocalDate april = LocalDate.of(2024, 4, 30);
    assertThat(walk.split(LocalDate.of(2024, 5, 1), april, 401)).isPresent();
    assertThat(walk.split(LocalDate.of(2024, 5, 1), april, 3).map(Action.Split::factor))
        .contains(0.1);
    assertThat(walk.split(LocalDate.of(2024, 5, 1), april, 100)).isEmpty();
    assertThat(walk.split(LocalDate.of(2024, 5, 2), LocalDate.of(2024, 5, 1), 401)).isEmpty();
  }
}
