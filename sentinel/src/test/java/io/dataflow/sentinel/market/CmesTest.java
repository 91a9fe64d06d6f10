package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CmesTest extends TradingCalendarConformance {
  CmesTest() {
    super("CMES");
  }

  @Test
  void opensTheEveningBeforeInNewYork() {
    Session monday = calendar().session(LocalDate.of(2024, 3, 11), NOW).orElseThrow();
    assertThat(monday.open()).isEqualTo(Instant.parse("2024-03-10T22:00:00Z"));
    assertThat(monday.close()).isEqualTo(Instant.parse("2024-03-11T21:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-10T21:59:59Z, none",
    "2024-03-10T22:00:00Z, 2024-03-11",
    "2024-03-11T20:59:59Z, 2024-03-11",
    "2024-03-11T21:30:00Z, none",
    "2024-03-11T22:00:00Z, 2024-03-12",
    "2024-03-15T21:00:00Z, none",
    "2024-03-17T22:30:00Z, 2024-03-18",
  })
  void belongsToTheDateItClosesOn(Instant moment, String session) {
    assertThat(calendar().at(moment, NOW).map(s -> s.date().toString()).orElse("none"))
        .isEqualTo(session);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01",
        "2023-01-02",
        "2024-03-29",
        "2021-04-02",
        "2024-12-25",
        "2022-12-26",
        "2021-12-24"
      })
  void closesOnFullHolidays(LocalDate date) {
    assertThat(calendar().session(date, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-15, 19:30",
    "2024-02-19, 19:30",
    "2024-05-27, 18:30",
    "2024-06-19, 18:30",
    "2024-07-04, 18:30",
    "2024-09-02, 18:30",
    "2024-11-28, 19:30",
    "2025-07-04, 17:00",
    "2026-06-19, 17:00",
    "2026-07-03, 17:00",
    "2027-06-18, 17:00",
    "2019-05-27, 17:00",
  })
  void owesNoBarOnAPartialHoliday(LocalDate date, String closeUtc) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.owed()).isFalse();
    assertThat(session.close()).isEqualTo(Instant.parse(date + "T" + closeUtc + ":00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-12-24, 18:45",
    "2025-11-28, 19:45",
    "2026-11-27, 19:45",
    "2023-11-24, 18:45",
  })
  void closesEarlyBesideAHoliday(LocalDate date, String closeUtc) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.kind()).isEqualTo(Session.Kind.SPECIAL_HOURS);
    assertThat(session.close()).isEqualTo(Instant.parse(date + "T" + closeUtc + ":00Z"));
  }

  /** Equity index futures stopped on days of mourning, metals traded. */
  @ParameterizedTest
  @ValueSource(strings = {"2007-01-02", "2018-12-05", "2025-01-09"})
  void owesNoBarOnADayOfMourning(LocalDate date) {
    assertThat(calendar().session(date, NOW)).map(Session::owed).hasValue(false);
  }

  @Test
  void knewNoJuneteenthBefore2022() {
    assertThat(calendar().session(LocalDate.of(2021, 6, 18), NOW))
        .map(Session::kind)
        .hasValue(Session.Kind.REGULAR);
  }
}
