package io.dataflow.sentinel.source.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalLimitsTest {
  private static final Instant NOW = Instant.parse("2026-03-10T13:00:00Z");

  private static List<Request> windows(Interval interval, int daysBack) {
    Request request =
        new Request(new Symbol("AAPL"), interval, NOW.minus(Duration.ofDays(daysBack)), NOW);
    return IntervalLimits.windows(request, NOW);
  }

  @Test
  void asksForDailyBarsAtOnceHoweverOld() {
    assertThat(windows(Interval.DAY_1, 20_000)).hasSize(1);
  }

  @Test
  void splitsMinuteBarsIntoWindowsOfSevenDaysAndLeavesOutWhatIsTooOld() {
    List<Request> windows = windows(Interval.MINUTE_1, 60);
    assertThat(windows).hasSize(4);
    assertThat(windows.get(0).from()).isEqualTo(NOW.minus(Duration.ofDays(28)));
    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i).from()).isEqualTo(windows.get(i - 1).to());
    }
    assertThat(windows.get(3).to()).isEqualTo(NOW);
  }

  @Test
  void asksForNothingWhenAllOfItIsTooOld() {
    Request old =
        new Request(
            new Symbol("AAPL"),
            Interval.HOUR_1,
            NOW.minus(Duration.ofDays(900)),
            NOW.minus(Duration.ofDays(800)));
    assertThat(IntervalLimits.windows(old, NOW)).isEmpty();
  }
}
