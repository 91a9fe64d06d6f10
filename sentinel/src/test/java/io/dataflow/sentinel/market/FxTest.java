package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FxTest extends TradingCalendarConformance {
  FxTest() {
    super("FX");
  }

  @Test
  void runsFromSundayToFridayEveningInNewYork() {
    Session monday = calendar().session(LocalDate.of(2024, 3, 11), NOW).orElseThrow();
    Session friday = calendar().session(LocalDate.of(2024, 3, 15), NOW).orElseThrow();
    assertThat(monday.open()).isEqualTo(Instant.parse("2024-03-10T21:00:00Z"));
    assertThat(friday.close()).isEqualTo(Instant.parse("2024-03-15T21:00:00Z"));
  }

  @Test
  void runsWithoutAGapFromSundayEveningToFridayEvening() {
    assertThat(date("2024-03-10T20:59:59Z")).isEqualTo("none");
    assertThat(date("2024-03-10T21:00:00Z")).isEqualTo("2024-03-11");
    assertThat(date("2024-03-11T20:59:59Z")).isEqualTo("2024-03-11");
    assertThat(date("2024-03-11T21:00:00Z")).isEqualTo("2024-03-12");
    assertThat(date("2024-03-15T20:59:59Z")).isEqualTo("2024-03-15");
    assertThat(date("2024-03-15T21:00:00Z")).isEqualTo("none");
  }

  private String date(String moment) {
    return calendar()
        .at(Instant.parse(moment), NOW)
        .map(session -> session.date().toString())
        .orElse("none");
  }

  @Test
  void owesNoBarAtChristmas() {
    assertThat(calendar().session(LocalDate.of(2024, 12, 25), NOW))
        .map(Session::owed)
        .hasValue(false);
  }

  /** 2028 begins on a Saturday. */
  @Test
  void makesNoSessionOfAPartialHolidayOnAWeekend() {
    assertThat(calendar().closure(LocalDate.of(2028, 1, 1), NOW)).hasValue("weekend");
  }
}
