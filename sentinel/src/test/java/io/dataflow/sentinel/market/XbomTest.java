package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XbomTest extends TradingCalendarConformance {
  XbomTest() {
    super("XBOM");
  }

  /** India is five and a half hours ahead of UTC all year. */
  @ParameterizedTest
  @CsvSource({
    "2009-12-31, 04:25",
    "2010-01-04, 03:30",
    "2010-10-15, 03:30",
    "2010-10-18, 03:45",
    "2026-06-25, 03:45",
  })
  void opensAt(LocalDate date, String open) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(Instant.parse(date + "T" + open + ":00Z"));
    assertThat(session.close()).isEqualTo(Instant.parse(date + "T10:00:00Z"));
  }

  /** 2023-11-12 and 2026-11-08 were Sundays. */
  @ParameterizedTest
  @ValueSource(strings = {"2012-11-13", "2021-11-04", "2023-11-12", "2024-11-01", "2026-11-08"})
  void owesNoBarOfAMuhuratEvening(LocalDate date) {
    assertThat(calendar().session(date, NOW)).map(Session::owed).hasValue(false);
  }

  /** Weekdays until 2012 are in everybody's lists of sessions, later ones in nobody's. */
  @ParameterizedTest
  @CsvSource({"2012-11-13, OPTIONAL", "2013-11-03, EXTRA", "2024-11-01, EXTRA"})
  void countsAMuhuratEveningAsTradingOnAHolidayOnly(LocalDate date, Session.Kind kind) {
    assertThat(calendar().session(date, NOW)).map(Session::kind).hasValue(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2015-02-28", "2020-02-01", "2024-01-20", "2025-02-01", "2026-02-01"})
  void tradedAFullDayOnSomeWeekends(LocalDate date) {
    assertThat(calendar().session(date, NOW)).map(Session::kind).hasValue(Session.Kind.REGULAR);
  }

  @Test
  void movedMuharramIn2013() {
    assertThat(calendar().session(LocalDate.of(2013, 11, 14), NOW)).isPresent();
    assertThat(calendar().closure(LocalDate.of(2013, 11, 15), NOW)).hasValue("Muharram");
  }

  @Test
  void didNotKnowOfTheAttacksOnTheDayBefore() {
    LocalDate date = LocalDate.of(2008, 11, 27);
    assertThat(calendar().session(date, Instant.parse("2008-11-26T10:00:00Z"))).isPresent();
    assertThat(calendar().session(date, Instant.parse("2008-11-27T03:00:00Z"))).isEmpty();
  }
}
