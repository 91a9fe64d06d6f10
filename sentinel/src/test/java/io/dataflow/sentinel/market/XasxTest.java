package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class XasxTest extends TradingCalendarConformance {
  XasxTest() {
    super("XASX");
  }

  @Test
  void opensOnTheDayBeforeByUtc() {
    Session session = calendar().session(LocalDate.of(2024, 1, 3), NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(Instant.parse("2024-01-02T23:00:00Z"));
    assertThat(session.close()).isEqualTo(Instant.parse("2024-01-03T05:00:00Z"));
  }
}
