package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XhkgTest extends TradingCalendarConformance {
  XhkgTest() {
    super("XHKG");
  }

  /** Hong Kong is eight hours ahead of UTC all year. */
  @ParameterizedTest
  @CsvSource({
    "2011-03-04, 02:00, 08:00, 04:30, 06:30",
    "2011-03-07, 01:30, 08:00, 04:00, 05:30",
    "2012-03-02, 01:30, 08:00, 04:00, 05:30",
    "2012-03-05, 01:30, 08:00, 04:00, 05:00",
    "2026-06-18, 01:30, 08:00, 04:00, 05:00",
  })
  void pausesForLunch(LocalDate date, String open, String close, String from, String to) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(utc(date, open));
    assertThat(session.close()).isEqualTo(utc(date, close));
    assertThat(session.pause()).hasValue(new Session.Pause(utc(date, from), utc(date, to)));
  }

  @ParameterizedTest
  @CsvSource({
    "2010-12-24, 04:30",
    "2011-02-02, 04:30",
    "2024-02-09, 04:00",
    "2024-12-24, 04:00",
    "2024-12-31, 04:00",
    "2027-02-05, 04:00",
  })
  void hasNoAfternoonOnTheEves(LocalDate date, String close) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.close()).isEqualTo(utc(date, close));
    assertThat(session.pause()).isEmpty();
    assertThat(session.kind()).isEqualTo(Session.Kind.SPECIAL_HOURS);
  }

  @ParameterizedTest
  @CsvSource({"2020-08-19, 05:30", "2021-06-28, 05:30", "2023-10-09, 06:00"})
  void losesAMorningToTheWeather(LocalDate date, String open) {
    Session session = calendar().session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(utc(date, open));
    assertThat(session.pause()).isEmpty();
  }

  @Test
  void expectedASessionUntilTheTyphoonCame() {
    LocalDate saola = LocalDate.of(2023, 9, 1);
    assertThat(calendar().session(saola, Instant.parse("2023-08-31T10:00:00Z"))).isPresent();
    assertThat(calendar().session(saola, Instant.parse("2023-09-01T00:00:00Z"))).isEmpty();
    assertThat(calendar().closure(saola, NOW))
        .hasValue("Typhoon Saola (unscheduled, declared 2023-09-01)");
  }

  @Test
  void isSureOnlyAsFarAsTheGazetteGoes() {
    assertThat(calendar().verifiedUntil()).hasValue(LocalDate.of(2027, 12, 31));
  }

  private static Instant utc(LocalDate date, String time) {
    return Instant.parse(date + "T" + time + ":00Z");
  }
}
