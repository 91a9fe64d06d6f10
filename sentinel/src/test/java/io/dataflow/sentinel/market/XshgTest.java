package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class XshgTest extends TradingCalendarConformance {
  XshgTest() {
    super("XSHG");
  }

  @Test
  void pausesForLunch() {
    Session session = calendar().session(LocalDate.of(2024, 3, 1), NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(Instant.parse("2024-03-01T01:30:00Z"));
    assertThat(session.close()).isEqualTo(Instant.parse("2024-03-01T07:00:00Z"));
    assertThat(session.pause())
        .hasValue(
            new Session.Pause(
                Instant.parse("2024-03-01T03:30:00Z"), Instant.parse("2024-03-01T05:00:00Z")));
  }

  /** People worked on Sunday 2024-02-04 for a day of Spring Festival; the exchange did not. */
  @Test
  void neverOpensOnAWeekend() {
    assertThat(calendar().closure(LocalDate.of(2024, 2, 4), NOW)).hasValue("weekend");
  }

  @Test
  void prolongedSpringFestivalIn2020OnShortNotice() {
    LocalDate date = LocalDate.of(2020, 1, 31);
    assertThat(calendar().session(date, Instant.parse("2020-01-26T00:00:00Z"))).isPresent();
    assertThat(calendar().session(date, NOW)).isEmpty();
    assertThat(calendar().session(LocalDate.of(2020, 2, 3), NOW)).isPresent();
  }

  @Test
  void isSureOnlyAsFarAsTheStateCouncilDecreed() {
    assertThat(calendar().verifiedUntil()).hasValue(LocalDate.of(2026, 12, 31));
  }
}
