package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XkrxTest extends TradingCalendarConformance {
  XkrxTest() {
    super("XKRX");
  }

  /** Korea is nine hours ahead of UTC all year. */
  @ParameterizedTest
  @CsvSource({
    "2016-07-29, 00:00, 06:00",
    "2016-08-01, 00:00, 06:30",
    "2017-01-02, 01:00, 06:30",
    "2016-01-04, 01:00, 06:00",
    "2015-11-12, 01:00, 07:00",
    "2025-11-13, 01:00, 07:30",
    "2026-11-20, 00:00, 06:30",
  })
  void opensAndClosesAt(LocalDate date, String open, String close) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(Instant.parse(date + "T" + open + ":00Z"));
    assertThat(session.close()).isEqualTo(Instant.parse(date + "T" + close + ":00Z"));
    assertThat(session.pause()).isEmpty();
  }

  @Test
  void expectedASessionUntilTheCabinetMadeItAHoliday() {
    LocalDate date = LocalDate.of(2024, 10, 1);
    assertThat(calendar().session(date, Instant.parse("2024-08-30T00:00:00Z"))).isPresent();
    assertThat(calendar().session(date, Instant.parse("2024-09-04T00:00:00Z"))).isEmpty();
  }

  /** 17 July was no holiday from 2008 to 2025; 2021 began to make up for lost national days. */
  @ParameterizedTest
  @CsvSource({
    "2007-07-17, false", "2008-07-17, true", "2025-07-17, true", "2026-07-17, false",
    "2020-08-17, false", "2021-08-16, false", "2022-12-26, true", "2027-12-27, false",
  })
  void followsTheHolidaysOfTheYear(LocalDate date, boolean open) {
    assertThat(calendar().session(date, NOW).isPresent()).isEqualTo(open);
  }
}
