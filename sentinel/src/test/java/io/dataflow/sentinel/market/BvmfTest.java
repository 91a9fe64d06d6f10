package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BvmfTest extends TradingCalendarConformance {
  BvmfTest() {
    super("BVMF");
  }

  /**
   * Sao Paulo is three hours behind UTC, two in its summer time (until 2019); New York changed its
   * clocks on 2024-03-10 and 2025-11-02.
   */
  @ParameterizedTest
  @CsvSource({
    "2006-11-03, 13:00, 20:00",
    "2006-11-06, 13:00, 20:00",
    "2011-03-10, 14:00, 21:00",
    "2017-10-13, 13:00, 20:00",
    "2017-10-16, 12:00, 20:00",
    "2018-03-09, 13:00, 21:00",
    "2018-03-12, 13:00, 20:00",
    "2019-11-01, 13:00, 20:00",
    "2019-11-04, 13:00, 21:00",
    "2024-03-08, 13:00, 21:00",
    "2024-03-11, 13:00, 20:00",
    "2025-10-31, 13:00, 20:00",
    "2025-11-03, 13:00, 21:00",
  })
  void opensAndClosesAt(LocalDate date, String open, String close) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(Instant.parse(date + "T" + open + ":00Z"));
    assertThat(session.close()).isEqualTo(Instant.parse(date + "T" + close + ":00Z"));
  }

  @Test
  void opensLateOnAshWednesday() {
    Session session = calendar().session(LocalDate.of(2025, 3, 5), NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(Instant.parse("2025-03-05T16:00:00Z"));
    assertThat(session.close()).isEqualTo(Instant.parse("2025-03-05T21:00:00Z"));
  }

  @Test
  void openedOnHolidaysOf2020OnceThatWasAnnounced() {
    LocalDate date = LocalDate.of(2020, 7, 9);
    assertThat(calendar().closure(date, Instant.parse("2020-06-05T12:00:00Z")))
        .hasValue("Constitutionalist Revolution");
    assertThat(calendar().session(date, NOW)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "2022-01-25, true",
    "2021-01-25, false",
    "2023-11-20, true",
    "2024-11-20, false",
    "2016-12-30, false",
    "2017-12-29, false",
    "2025-12-30, true",
  })
  void followsTheHolidaysOfTheYear(LocalDate date, boolean open) {
    assertThat(calendar().session(date, NOW).isPresent()).isEqualTo(open);
  }
}
