package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

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
}
