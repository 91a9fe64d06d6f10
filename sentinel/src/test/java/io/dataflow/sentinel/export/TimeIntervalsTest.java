package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Calendars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class TimeIntervalsTest {
  @TempDir private Path folder;

  private static Object read(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private CalendarDays own(String calendar, String yaml) throws IOException {
    Files.writeString(folder.resolve(calendar + ".yaml"), yaml);
    return new CalendarDays(
        new Calendars(Optional.of(folder)).find(calendar).orElseThrow(),
        LocalDate.of(2024, 1, 1),
        LocalDate.of(2024, 12, 31),
        Instant.MAX);
  }

  @Test
  void eachHolidayIsADayOfItsYearAndMonthByTheClockOfTheExchange() {
    assertThat(read(TimeIntervals.text(Days.of("XNYS", "2024-11-01", "2025-01-09"))))
        .isEqualTo(
            Map.of(
                "time_intervals",
                List.of(
                    Map.of(
                        "name",
                        "XNYS holidays",
                        "time_intervals",
                        List.of(
                            day("2024", "11", "28"),
                            day("2024", "12", "25"),
                            day("2025", "1", "1"),
                            day("2025", "1", "9"))))));
  }

  private static Map<String, Object> day(String year, String month, String day) {
    return Map.of(
        "years",
        List.of(year),
        "months",
        List.of(month),
        "days_of_month",
        List.of(day),
        "location",
        "America/New_York");
  }

  @Test
  void saysWhichDayItIsAndWhenThatWasKnown() {
    assertThat(TimeIntervals.text(Days.of("XNYS", "2024-07-01", "2024-07-31")))
        .startsWith(
            "# Days on which XNYS (New York Stock Exchange) is closed, 2024-07-01 to 2024-07-31, as"
                + " known at 2026-03-07T04:45:00Z.\n")
        .contains("  - years: ['2024']  # Independence Day\n");
  }

  @Test
  void aCalendarThatNeverClosesHasAnEmptyList() {
    assertThat(read(TimeIntervals.text(Days.of("24/7", "2024-01-01", "2024-12-31"))))
        .isEqualTo(
            Map.of(
                "time_intervals",
                List.of(Map.of("name", "24/7 holidays", "time_intervals", List.of()))));
  }

  @Test
  void namesOfAUserStayTextAndComments() throws IOException {
    CalendarDays days =
        own(
            "O\"x",
            """
            name: 'O"x'
            title: "two\\nlines"
            zone: UTC
            weekdays: [monday]
            hours:
              - {open: 09:00, close: 17:00}
            specials:
              - {name: "storm\\ninjected: yes", date: 2024-01-08, type: closed, scheduled: true,
                 declared: unknown, source: ours, confidence: high}
            """);
    Map<?, ?> interval =
        (Map<?, ?>)
            ((List<?>) ((Map<?, ?>) read(TimeIntervals.text(days))).get("time_intervals")).get(0);
    assertThat(interval.get("name")).isEqualTo("O\"x holidays");
    assertThat((List<?>) interval.get("time_intervals")).hasSize(1);
  }
}
