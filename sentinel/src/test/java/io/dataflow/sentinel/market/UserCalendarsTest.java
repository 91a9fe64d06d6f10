package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of docs/CALENDARS.md, as they stand there, and what each of them makes. */
class UserCalendarsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/CALENDARS.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\\n# config/calendars/(\\w+)\\.yaml\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @BeforeEach
  void writeTheExamples() throws IOException {
    for (MatchResult example : examples()) {
      Files.writeString(folder.resolve(example.group(1) + ".yaml"), example.group(2));
    }
  }

  private static List<MatchResult> examples() throws IOException {
    return EXAMPLE.matcher(Files.readString(PAGE)).results().toList();
  }

  @Test
  void triesEachExampleOfThePage() throws IOException {
    assertThat(examples())
        .extracting(example -> example.group(1))
        .containsExactly("XNYS", "OFFICE", "VENDOR", "NIGHTLY", "TWICE", "FUNDS", "REPORT");
  }

  @Test
  void addsAClosureThatIsKnownFromTheDayItWasDeclared() {
    LocalDate storm = LocalDate.of(2026, 3, 5);
    TradingCalendar calendar = calendar("NASDAQ");
    assertThat(calendar.session(storm, Instant.parse("2026-03-03T12:00:00Z"))).isPresent();
    assertThat(calendar.closure(storm, NOW))
        .hasValue("closed for the storm (unscheduled, declared 2026-03-04)");
    assertThat(dates("XNYS", "2026-03-02", "2026-03-09"))
        .containsExactly("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-06", "2026-03-09");
  }

  @Test
  void addsHolidaysAndHoursOfACompany() {
    assertThat(dates("OFFICE", "2026-12-23", "2027-01-05"))
        .containsExactly("2026-12-23", "2026-12-24", "2027-01-04", "2027-01-05");
    assertThat(calendar("OFFICE").session(LocalDate.of(2026, 8, 28), NOW))
        .map(Session::close)
        .hasValue(Instant.parse("2026-08-28T17:00:00Z"));
  }

  /** Carter's day was made a session, Bush's and Juneteenth are left out; Reagan's stays. */
  @ParameterizedTest
  @CsvSource({
    "2025-01-09, true",
    "2018-12-05, true",
    "2026-06-19, true",
    "2004-06-11, false",
    "2026-11-26, false",
  })
  void takesOutWhatAFeedDoesNotKeep(LocalDate date, boolean open) {
    assertThat(calendar("VENDOR").session(date, NOW).isPresent()).isEqualTo(open);
  }

  @Test
  void givesASessionTakenOutOrdinaryHours() {
    assertThat(calendar("VENDOR").session(LocalDate.of(2025, 1, 9), NOW))
        .map(Session::close)
        .hasValue(Instant.parse("2025-01-09T21:00:00Z"));
  }

  /** Labor Day was Monday 7 September, so no record bears the Tuesday's date. */
  @Test
  void datesTheSessionsOfANightlyFeedADayLater() {
    assertThat(dates("NIGHTLY", "2026-09-01", "2026-09-12"))
        .containsExactly(
            "2026-09-01",
            "2026-09-02",
            "2026-09-03",
            "2026-09-04",
            "2026-09-05",
            "2026-09-09",
            "2026-09-10",
            "2026-09-11",
            "2026-09-12");
    assertThat(calendar("NIGHTLY").closure(LocalDate.of(2026, 9, 8), NOW)).hasValue("Labor Day");
    assertThat(calendar("NIGHTLY").closure(LocalDate.of(2026, 8, 15), NOW))
        .hasValue("maintenance of the vendor");
  }

  /** Also the early close of Friday 27 November and the storm's closure come a day later. */
  @Test
  void keepsTheMomentsOfTheSessionsItDatesLater() {
    Session saturday = calendar("NIGHTLY").session(LocalDate.of(2026, 11, 28), NOW).orElseThrow();
    assertThat(saturday.open()).isEqualTo(Instant.parse("2026-11-27T14:30:00Z"));
    assertThat(saturday.close()).isEqualTo(Instant.parse("2026-11-27T18:00:00Z"));
    assertThat(calendar("NIGHTLY").session(LocalDate.of(2026, 3, 6), NOW)).isEmpty();
    assertThat(calendar("NIGHTLY").session(LocalDate.of(2026, 3, 7), NOW)).isPresent();
  }

  /** Christmas Eve 2026 is a Thursday; Boxing Day's Monday is no day of this feed anyway. */
  @Test
  void publishesOnSomeWeekdaysOnly() {
    assertThat(dates("TWICE", "2026-12-21", "2027-01-06"))
        .containsExactly("2026-12-22", "2026-12-24", "2026-12-29", "2026-12-31", "2027-01-05");
    assertThat(calendar("TWICE").session(LocalDate.of(2026, 12, 24), NOW))
        .map(Session::close)
        .hasValue(Instant.parse("2026-12-24T12:30:00Z"));
  }

  /** 15 August and 31 October 2026 are Saturdays, 15 November is a Sunday. */
  @Test
  void publishesTwiceAMonth() {
    assertThat(dates("FUNDS", "2026-08-01", "2026-12-01"))
        .containsExactly(
            "2026-08-14",
            "2026-08-31",
            "2026-09-15",
            "2026-09-30",
            "2026-10-15",
            "2026-10-30",
            "2026-11-13",
            "2026-11-30");
    assertThat(calendar("FUNDS").session(LocalDate.of(2026, 2, 27), NOW)).isPresent();
    assertThat(calendar("FUNDS").closure(LocalDate.of(2026, 8, 13), NOW))
        .hasValue("no trading on this weekday");
  }

  @Test
  void publishesOnGivenDatesAndIsSureOnlyAsFarAsTheyGo() {
    assertThat(dates("REPORT", "2026-01-01", "2026-12-31"))
        .containsExactly("2026-09-04", "2026-10-02", "2026-11-06", "2026-12-04");
    assertThat(calendar("REPORT").verifiedUntil()).hasValue(LocalDate.of(2026, 12, 31));
  }

  private List<String> dates(String name, String from, String to) {
    return calendar(name).sessions(LocalDate.parse(from), LocalDate.parse(to), NOW).stream()
        .map(session -> session.date().toString())
        .toList();
  }

  private TradingCalendar calendar(String name) {
    return new Calendars(Optional.of(folder)).find(name).orElseThrow();
  }
}
