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

  @Test
  void runsBeforeItsDateBeginsByUtc() {
    Instant evening = Instant.parse("2024-01-02T23:30:00Z");
    assertThat(calendar().at(evening, NOW)).map(Session::date).hasValue(LocalDate.of(2024, 1, 3));
    assertThat(calendar().at(Instant.parse("2024-01-02T22:59:59Z"), NOW)).isEmpty();
  }
}
