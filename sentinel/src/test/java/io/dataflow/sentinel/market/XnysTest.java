package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XnysTest extends TradingCalendarConformance {
  XnysTest() {
    super("XNYS");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-19, Washington's Birthday",
    "2024-03-29, Good Friday",
    "2024-07-04, Independence Day",
    "2024-11-28, Thanksgiving Day",
    "2022-06-20, Juneteenth",
    "2027-06-18, Juneteenth",
    "2027-12-24, Christmas Day",
    "2024-02-17, weekend",
    "2018-12-05, 'National Day of Mourning for former President Bush (unscheduled, declared"
        + " 2018-12-01)'",
    "2025-01-09, 'National Day of Mourning for former President Carter (unscheduled, declared"
        + " 2024-12-30)'",
  })
  void namesTheReasonOfAClosure(LocalDate date, String reason) {
    assertThat(calendar().closure(date, NOW)).hasValue(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-05, 2024-02-05T21:00:00Z, REGULAR",
    "2024-11-29, 2024-11-29T18:00:00Z, SPECIAL_HOURS",
    "2024-07-03, 2024-07-03T17:00:00Z, SPECIAL_HOURS",
    "2024-12-24, 2024-12-24T18:00:00Z, SPECIAL_HOURS",
    "2024-03-08, 2024-03-08T21:00:00Z, REGULAR",
    "2024-03-11, 2024-03-11T20:00:00Z, REGULAR",
    "2024-03-18, 2024-03-18T20:00:00Z, REGULAR",
    "2024-10-14, 2024-10-14T20:00:00Z, REGULAR",
    "2024-11-11, 2024-11-11T21:00:00Z, REGULAR",
    "2021-12-31, 2021-12-31T21:00:00Z, REGULAR",
    "2028-07-03, 2028-07-03T17:00:00Z, SPECIAL_HOURS",
  })
  void closesAt(LocalDate date, Instant close, Session.Kind kind) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.close()).isEqualTo(close);
    assertThat(session.kind()).isEqualTo(kind);
    assertThat(session.owed()).isTrue();
  }

  @Test
  void expectedASessionBeforeTheClosureWasDeclared() {
    LocalDate carter = LocalDate.of(2025, 1, 9);
    assertThat(calendar().session(carter, Instant.parse("2024-12-20T00:00:00Z")))
        .map(Session::close)
        .hasValue(Instant.parse("2025-01-09T21:00:00Z"));
    assertThat(calendar().session(carter, Instant.parse("2024-12-30T05:00:00Z"))).isEmpty();
    assertThat(calendar().session(carter, Instant.parse("2024-12-30T04:59:59Z"))).isPresent();
  }

  @Test
  void saysWhatRunsByWhatWasKnown() {
    Instant morning = Instant.parse("2025-01-09T15:00:00Z");
    assertThat(calendar().at(morning, Instant.parse("2024-12-20T00:00:00Z"))).isPresent();
    assertThat(calendar().at(morning, morning)).isEmpty();
  }

  @Test
  void needsNoListForTheYearsToCome() {
    assertThat(calendar().verifiedUntil()).isEmpty();
  }
}
