package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlonTest extends TradingCalendarConformance {
  XlonTest() {
    super("XLON");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-18, 2024-03-18T16:30:00Z",
    "2024-03-28, 2024-03-28T16:30:00Z",
    "2024-04-02, 2024-04-02T15:30:00Z",
    "2024-12-24, 2024-12-24T12:30:00Z",
    "2024-12-31, 2024-12-31T12:30:00Z",
  })
  void closesAt(LocalDate date, Instant close) {
    assertThat(calendar().session(date, NOW)).map(Session::close).hasValue(close);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-29, Good Friday",
    "2024-04-01, Easter Monday",
    "2026-12-28, Boxing Day",
    "2027-12-27, Christmas Day",
    "2027-12-28, Boxing Day",
    "2028-01-03, New Year's Day",
  })
  void namesTheReasonOfAClosure(LocalDate date, String reason) {
    assertThat(calendar().closure(date, NOW)).hasValue(reason);
  }

  @Test
  void expectedASessionBeforeTheStateFuneralWasProclaimed() {
    LocalDate funeral = LocalDate.of(2022, 9, 19);
    assertThat(calendar().session(funeral, Instant.parse("2022-09-09T12:00:00Z"))).isPresent();
    assertThat(calendar().session(funeral, Instant.parse("2022-09-10T12:00:00Z"))).isEmpty();
  }
}
