package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in a year the rules of a calendar file fall. */
class DayRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          day: 12-25                        | 2024-12-25
          day: 02-29                        | 2024-02-29
          weekday: 3rd monday of january    | 2024-01-15
          weekday: last monday of may       | 2024-05-27
          weekday: 5th friday of march      | 2024-03-29
          weekday: 5th friday of february   |
          easter: -2                        | 2024-03-29
          dates: [2024-12-30 to 2025-01-02] | 2024-12-30 2024-12-31
          dates: [2024-07-05, 2025-07-04]   | 2024-07-05
          """)
  void fallsOn(String rule, String dates) {
    assertThat(in2024(rule))
        .containsExactlyElementsOf(
            Stream.ofNullable(dates)
                .flatMap(d -> Stream.of(d.split(" ")))
                .map(LocalDate::parse)
                .toList());
  }

  @Test
  void fallsOnADayOfEveryMonthThatHasIt() {
    assertThat(in2024("day: 31 of every month"))
        .extracting(LocalDate::getMonthValue)
        .containsExactly(1, 3, 5, 7, 8, 10, 12);
    assertThat(in2024("day: last of every month"))
        .hasSize(12)
        .contains(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 4, 30));
  }

  @Test
  void fallsOnAWeekdayOfEveryMonthThatHasIt() {
    assertThat(in2024("weekday: 1st friday of every month"))
        .hasSize(12)
        .startsWith(LocalDate.of(2024, 1, 5), LocalDate.of(2024, 2, 2));
    assertThat(in2024("weekday: 5th friday of every month"))
        .extracting(LocalDate::getMonthValue)
        .containsExactly(3, 5, 8, 11);
  }

  /** A month has one 15th: where it is a holiday too, there is no session. */
  @Test
  void givesWayToAHolidayOnTheSameDate() {
    RuleCalendar calendar =
        calendar(
            "sessions: [{name: prices, day: 15 of every month}]\nholidays: [{name: Rest, day: 08-15}]\n");
    assertThat(calendar.session(LocalDate.of(2024, 7, 15), Instant.MAX)).isPresent();
    assertThat(calendar.session(LocalDate.of(2024, 8, 15), Instant.MAX)).isEmpty();
  }

  private static List<LocalDate> in2024(String rule) {
    return calendar("sessions: [{name: A, %s}]\n".formatted(rule))
        .sessions(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31), Instant.MAX)
        .stream()
        .map(Session::date)
        .toList();
  }

  private static RuleCalendar calendar(String rules) {
    String text =
        "name: A\nzone: UTC\nweekdays: []\nhours: [{open: 09:00, close: 17:00}]\n" + rules;
    return new RuleCalendar(CalendarFile.read("a.yaml", text, name -> Optional.empty()));
  }
}
