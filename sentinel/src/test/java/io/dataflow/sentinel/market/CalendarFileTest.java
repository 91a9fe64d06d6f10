package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFileTest {
  /** One file a mistake, each with its exact message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown-key   | 4: unknown key "holydays". Did you mean "holidays"?
          bad-date      | 8: dates: a date such as 2024-07-03, or two as in "2024-12-24 to 2025-01-02", is wanted, not "2024-02-30"
          bad-dates     | 8: dates: a date such as 2024-07-03, or two as in "2024-12-24 to 2025-01-02", is wanted, not "2024-12-31 to 2024-12-24"
          bad-weekday   | 3: weekdays: a weekday such as monday is wanted, not "mon"
          bad-zone      | 2: zone: an IANA zone such as America/New_York, or UTC (offsets and abbreviations know no clock changes) is wanted, not "New York"
          bad-time      | 5: close: a time of day such as 09:30, "18:00 previous day", "00:00 next day" or "16:00 America/New_York" is wanted, not "16:00 EST"
          bad-rule      | 7: weekday: words such as "3rd monday of january" or "1st friday of every month" is wanted, not "third monday"
          bad-month     | 7: day: a day of the year such as 12-25, or words such as "15 of every month" is wanted, not "32 of every month"
          two-rules     | 7: one of the keys day, weekday, easter, dates is wanted, not 2
          no-declared   | 7: the key "declared" is missing
          bad-declared  | 11: declared: a date such as 2024-12-30 or unknown is wanted, not "last week"
          close-at-open | 7: a session closes after it opens; see the hours of these dates
          backwards     | 5: the second time comes after the first one, on the wall clock
          range         | 5: the range ends before it begins: 2024-01-01 to 2023-01-01
          nothing       | 1: the key "name" is missing
          no-base       | 2: extends: there is no calendar "XXXX" to build on
          without       | 3: without: the calendar it extends has no rule and no special "Bank Holiday"
          days-later    | 3: days-later: 0 to 7 days are possible, not 8
          """)
  void saysWhatIsWrongAndWhere(String mistake, String problem) {
    String file = mistake + ".yaml";
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e -> assertThat(e.problems()).contains(file + ":" + problem));
  }

  @Test
  void saysEverythingAtOnce() {
    assertThatThrownBy(() -> read("nothing.yaml"))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "nothing.yaml:1: the key \"name\" is missing",
                        "nothing.yaml:1: the key \"zone\" is missing",
                        "nothing.yaml:1: the key \"hours\" is missing",
                        "nothing.yaml:1: the key \"weekdays\" is missing"));
  }

  @Test
  void hasAVersionThatFollowsTheTextAndNotTheLineEnds() {
    String text = "name: A\nzone: UTC\nweekdays: [monday]\nhours: [{open: 01:00, close: 02:00}]\n";
    assertThat(version(text)).isEqualTo(version(text.replace("\n", "\r\n")));
    assertThat(version(text)).isNotEqualTo(version(text.replace("02:00", "03:00")));
  }

  private static String version(String text) {
    return CalendarFile.read("a.yaml", text, name -> Optional.empty()).identity().version();
  }

  private static CalendarRules read(String file) {
    try (var in = CalendarFileTest.class.getResourceAsStream("broken/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return CalendarFile.read(file, text, CalendarFileTest::shipped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<CalendarRules> shipped(String name) {
    return new Calendars(Optional.empty())
        .find(name)
        .map(calendar -> ((RuleCalendar) calendar).rules());
  }
}
