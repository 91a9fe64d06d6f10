package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EveryDayTest extends TradingCalendarConformance {
  EveryDayTest() {
    super("24/7");
  }

  @Test
  void neverCloses() {
    LocalDate first = LocalDate.of(2024, 1, 1);
    assertThat(calendar().sessions(first, LocalDate.of(2024, 12, 31), NOW)).hasSize(366);
  }

  @Test
  void runsAtEveryMoment() {
    Instant midnight = Instant.parse("2024-02-29T00:00:00Z");
    assertThat(calendar().at(midnight, NOW)).map(Session::date).hasValue(LocalDate.of(2024, 2, 29));
    assertThat(calendar().at(midnight.minusNanos(1), NOW))
        .map(Session::date)
        .hasValue(LocalDate.of(2024, 2, 28));
  }
}
