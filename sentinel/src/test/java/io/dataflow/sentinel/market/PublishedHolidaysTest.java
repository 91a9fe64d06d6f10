package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closures and early closes of whole years as the exchanges published them. */
class PublishedHolidaysTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  /** Weekdays without a session, from the exchanges' own lists and press releases. */
  @ParameterizedTest
  @CsvSource({
    "XETR, 2016, 01-01 03-25 03-28 05-16 10-03 12-26",
    "XETR, 2017, 04-14 04-17 05-01 06-05 10-03 10-31 12-25 12-26",
    "XETR, 2021, 01-01 04-02 04-05 05-24 12-24 12-31",
    "XETR, 2024, 01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31",
    "XETR, 2025, 01-01 04-18 04-21 05-01 12-24 12-25 12-26 12-31",
    "XETR, 2026, 01-01 04-03 04-06 05-01 12-24 12-25 12-31",
    "XETR, 2027, 01-01 03-26 03-29 12-24 12-31",
    "XETR, 2028, 04-14 04-17 05-01 12-25 12-26",
    "XETR, 2029, 01-01 03-30 04-02 05-01 12-24 12-25 12-26 12-31",
    "XPAR, 2012, 04-06 04-09 05-01 12-25 12-26",
    "XPAR, 2019, 01-01 04-19 04-22 05-01 12-25 12-26",
    "XAMS, 2012, 04-06 04-09 05-01 12-25 12-26",
    "XAMS, 2019, 01-01 04-19 04-22 05-01 12-25 12-26",
    "XTSE, 2015, 01-01 02-16 04-03 05-18 07-01 08-03 09-07 10-12 12-25 12-28",
    "XASX, 2025, 01-01 01-27 04-18 04-21 04-25 06-09 12-25 12-26",
    "XHKG, 2026, 01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
    "XHKG, 2027, 01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27",
    "XHKG, 2010, 01-01 02-15 02-16 04-02 04-05 04-06 05-21 06-16 07-01 09-23 10-01 12-27",
    "XHKG, 2013, 01-01 02-11 02-12 02-13 03-29 04-01 04-04 05-01 05-17 06-12 07-01 08-14 09-20"
        + " 10-01 10-14 12-25 12-26",
    "XKRX, 2025, 01-01 01-27 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-03 06-06 08-15 10-03"
        + " 10-06 10-07 10-08 10-09 12-25 12-31",
    "XKRX, 2026, 01-01 02-16 02-17 02-18 03-02 05-01 05-05 05-25 06-03 07-17 08-17 09-24 09-25"
        + " 10-05 10-09 12-25 12-31",
    "XKRX, 2027, 01-01 02-08 02-09 03-01 05-03 05-05 05-13 07-19 08-16 09-14 09-15 09-16 10-04"
        + " 10-11 12-27 12-31",
    "XSHG, 2017, 01-02 01-27 01-30 01-31 02-01 02-02 04-03 04-04 05-01 05-29 05-30 10-02 10-03"
        + " 10-04 10-05 10-06",
    "XSHG, 2026, 01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19"
        + " 09-25 10-01 10-02 10-05 10-06 10-07",
    "XBOM, 2026, 01-15 01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20"
        + " 11-10 11-24 12-25",
    "BVMF, 2024, 01-01 02-12 02-13 03-29 05-01 05-30 11-15 11-20 12-24 12-25 12-31",
    "XNYS, 2022, 01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
    "XNYS, 2026, 01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
    "XNYS, 2027, 01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24",
    "XNYS, 2028, 01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
  })
  void closesOnTheDaysPublishedForTheYear(String name, int year, String days) {
    List<MonthDay> published =
        Arrays.stream(days.split(" ")).map(day -> MonthDay.parse("--" + day)).toList();
    TradingCalendar calendar = calendar(name);
    List<MonthDay> ours =
        LocalDate.ofYearDay(year, 1)
            .datesUntil(LocalDate.ofYearDay(year, Year.of(year).length()).plusDays(1))
            .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
            .filter(date -> calendar.session(date, NOW).isEmpty())
            .map(MonthDay::from)
            .toList();
    assertThat(ours).isEqualTo(published);
  }

  @ParameterizedTest
  @CsvSource({
    "XETR, 2024-12-30, 14:00",
    "XPAR, 2019-12-24, 14:05",
    "XPAR, 2019-12-31, 14:05",
    "XAMS, 2019-12-31, 14:05",
    "XTSE, 2020-12-24, 13:00",
    "XTSE, 2021-12-24, 13:00",
    "XTSE, 2025-12-24, 13:00",
    "XASX, 2025-12-24, 14:10",
    "XASX, 2025-12-31, 14:10",
    "XASX, 2022-12-23, 16:00",
  })
  void closesEarlyAsPublished(String name, LocalDate date, LocalTime close) {
    TradingCalendar calendar = calendar(name);
    assertThat(calendar.session(date, NOW))
        .map(session -> session.close().atZone(calendar.zone()).toLocalTime())
        .hasValue(close);
  }

  @ParameterizedTest
  @CsvSource({
    "XTSE, 2020-12-28", "XTSE, 2021-12-27", "XTSE, 2021-12-28", "XTSE, 2022-01-03",
    "XTSE, 2025-12-26", "XASX, 2022-09-22", "XASX, 2011-04-26", "XETR, 2020-06-01",
  })
  void isClosed(String name, LocalDate date) {
    assertThat(calendar(name).session(date, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"XETR, 2014-06-09", "XETR, 2022-10-03", "XETR, 2024-05-20", "XASX, 2026-04-27"})
  void isOpen(String name, LocalDate date) {
    assertThat(calendar(name).session(date, NOW)).isPresent();
  }

  private static TradingCalendar calendar(String name) {
    return new Calendars(Optional.empty()).find(name).orElseThrow();
  }
}
