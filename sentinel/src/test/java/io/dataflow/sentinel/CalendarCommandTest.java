package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarCommandTest {
  private static final String JULY = "--from 2024-07-01 --to 2024-07-05";

  @TempDir private Path folder;

  /** Beside settings that do not exist, so that only {@link #own} and the shipped ones count. */
  private Cli.Ended calendar(String words) {
    Stream<String> beside = Stream.of("--config", folder.resolve("config/assets.yaml").toString());
    return Cli.bare(
        Stream.of(Stream.of("calendar"), Arrays.stream(words.split(" ")), beside)
            .flatMap(s -> s)
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new));
  }

  private void own(String file, String yaml) throws IOException {
    Path calendars = Files.createDirectories(folder.resolve("config/calendars"));
    Files.writeString(calendars.resolve(file), yaml);
  }

  @Test
  void theTableShowsHoursOfTheExchangeAndInUtcAndWhyADateIsSpecial() {
    Cli.Ended ended = calendar("XNYS " + JULY);
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .isEqualTo(
            """
            XNYS, New York Stock Exchange. Times of America/New_York and UTC. Verified from 1990-01-01.

            SESSION         OPEN   CLOSE  BREAK  OPEN UTC  CLOSE UTC  KIND         WHY
            Mon 2024-07-01  09:30  16:00         13:30     20:00      regular
            Tue 2024-07-02  09:30  16:00         13:30     20:00      regular
            Wed 2024-07-03  09:30  13:00         13:30     17:00      early close  eve of Independence Day
            Thu 2024-07-04  -      -             -         -          closed       Independence Day
            Fri 2024-07-05  09:30  16:00         13:30     20:00      regular
            """);
  }

  @Test
  void theTableNamesTheDayOfATimeThatIsNotTheSessions() {
    assertThat(calendar("CMES --from 2024-07-04 --to 2024-07-04").out())
        .contains(
            "Thu 2024-07-04  Wed 18:00  14:30         Wed 22:00  18:30      optional, early close"
                + "  Independence Day\n");
    assertThat(calendar("XASX --from 2025-01-03 --to 2025-01-03").out())
        .contains("Fri 2025-01-03  10:00  ", "  Thu 23:00  ");
  }

  @Test
  void csvIsNothingButCsv() {
    Cli.Ended ended = calendar("XNYS --format csv --from 2024-07-03 --to 2024-07-04");
    assertThat(ended.out())
        .isEqualTo(
            """
            session,open,close,break_start,break_end
            2024-07-03,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z,,
            """);
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void icsIsStampedWithTheInstantItWasKnownAt() {
    String ics = calendar("XNYS --format ics --as-of 2024-06-01T00:00:00Z " + JULY).out();
    assertThat(ics)
        .startsWith("BEGIN:VCALENDAR\r\n")
        .contains("SUMMARY:XNYS closed: Independence Day\r\n", "DTSTAMP:20240601T000000Z\r\n")
        .endsWith("END:VCALENDAR\r\n");
  }

  @Test
  void alertmanagerGetsTheHolidays() {
    assertThat(calendar("XLON --format ALERTMANAGER --from 2026-12-01 --to 2026-12-31").out())
        .contains("- name: \"XLON holidays\"", "months: ['12']", "days_of_month: ['25']");
  }

  @Test
  void jsonHoldsSessionsAndClosures() {
    Map<?, ?> json =
        (Map<?, ?>) Json.read(calendar("XTKS --json --from 2024-11-01 --to 2024-11-04").out());
    assertThat(json.get("zone")).isEqualTo("Asia/Tokyo");
    assertThat(json.get("verified_from")).isEqualTo("2000-01-01");
    Map<?, ?> session = (Map<?, ?>) ((List<?>) json.get("sessions")).get(0);
    assertThat(session.get("break_start")).isEqualTo("2024-11-01T02:30:00Z");
    assertThat(session.get("kind")).isEqualTo("regular");
    Map<?, ?> closure = (Map<?, ?>) ((List<?>) json.get("closures")).get(0);
    assertThat(closure.get("date")).isEqualTo("2024-11-04");
    assertThat((String) closure.get("why")).contains("Culture Day");
  }

  @ParameterizedTest
  @CsvSource({"NASDAQ, XNYS", "nyse, XNYS", "crypto, 24/7", "forex, FX"})
  void anAliasStandsForItsCalendarWhateverItsCase(String alias, String calendar) {
    assertThat(calendar(alias + " " + JULY).out()).startsWith(calendar + ", ");
  }

  @Test
  void asOfKnowsOnlyWhatWasDeclaredByThen() {
    String week = "XNYS --format csv --from 2025-01-09 --to 2025-01-09 --as-of ";
    assertThat(calendar(week + "2024-12-20T12:00:00Z").out()).contains("2025-01-09T21:00:00Z");
    assertThat(calendar(week + "2024-12-30T12:00:00Z").out()).doesNotContain("2025-01-09T");
  }

  @Test
  void withoutDatesItIsTheYearOfTheClock() {
    String past = calendar("XNYS --format csv --as-of 2024-07-01T00:00:00Z").out();
    assertThat(past.lines().skip(1)).hasSize(252).allMatch(line -> line.startsWith("2024-"));
    int year = Clock.systemUTC().instant().atZone(java.time.ZoneOffset.UTC).getYear();
    assertThat(calendar("24/7 --format csv").out()).contains("\n" + year + "-06-01,");
  }

  @Test
  void oneDateAloneGoesWithTheYearsInBetween() {
    String from =
        calendar("24/7 --format csv --from 2023-12-30 --as-of 2024-07-01T00:00:00Z").out();
    assertThat(from.lines().skip(1)).hasSize(2 + 366);
    String to = calendar("24/7 --format csv --to 2022-01-03 --as-of 2024-07-01T00:00:00Z").out();
    assertThat(to.lines().skip(1)).hasSize(3).allMatch(line -> line.startsWith("2022-01-0"));
  }

  @Test
  void datesNobodyVerifiedArePrintedWithAWarning() throws IOException {
    own(
        "LISTED.yaml",
        "{name: LISTED, extends: XNYS, verified-from: 2000-01-01, verified-until: 2027-12-31}\n");
    Cli.Ended ended = calendar("LISTED --format csv --from 2027-12-31 --to 2028-01-03");
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines()).hasSize(3).noneMatch(line -> line.contains("warning"));
    assertThat(ended.err())
        .isEqualTo(
            "warning: LISTED is verified from 2000-01-01 until 2027-12-31 only; dates outside of it"
                + " may be wrong\n");
    assertThat(calendar("LISTED --format csv --from 2027-12-31 --to 2027-12-31").err()).isEmpty();
    assertThat(calendar("").out()).contains("  from 2000-01-01 until 2027-12-31");
  }

  @Test
  void aCalendarOfTheUsersIsFoundBesideSettingsThatDoNotExist() throws IOException {
    own(
        "OURS.yaml",
        """
        name: OURS
        title: Our feed
        extends: XNYS
        specials:
          - {name: company holiday, date: 2024-07-05, type: closed, scheduled: true,
             declared: 2024-01-02, source: ours, confidence: high}
        """);
    assertThat(calendar("ours " + JULY).out())
        .startsWith("OURS, Our feed. ")
        .contains("Fri 2024-07-05  -      -             -         -          closed       company");
    assertThat(calendar("").out()).contains("\nOURS      Our feed ", "\nXNYS ");
  }

  @Test
  void withoutANameAllAreListed() {
    Cli.Ended ended = calendar("");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .containsPattern(
            "\nXTKS +Tokyo Stock Exchange +Asia/Tokyo +from 2000-01-01 .* JPX, XJPX\n");
    List<?> json = (List<?>) Json.read(calendar("--json").out());
    assertThat(json).hasSameSizeAs(ended.out().lines().skip(1).toList());
    assertThat(json.get(0))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("calendar", "24/5")
        .containsEntry("zone", "UTC")
        .containsEntry("verified_until", null)
        .containsEntry("aliases", List.of("WEEKDAYS"));
  }

  @Test
  void aFileWithProblemsHidesNoOtherCalendar() throws IOException {
    own("BAD.yaml", "name: BAD\nzone: Nowhere\n");
    Cli.Ended ended = calendar("");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).contains("XNYS");
    assertThat(ended.err()).contains("BAD.yaml:2: ");
    assertThat(calendar("BAD").err()).contains("BAD.yaml:2: ");
    assertThat(calendar("XNYS " + JULY).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          XNYZ                                    | there is no calendar "XNYZ". Did you mean "XNYS"?
          XNYZ                                    | sentinel calendar
          XNYS --from 2024-07-05 --to 2024-07-01  | --from 2024-07-05 comes after --to 2024-07-01
          XNYS --from 0024-07-05                  | lies outside the years 1900 to 2199
          XNYS --to +999999-01-01                 | lies outside the years 1900 to 2199
          XNYS --from yesterday                   | 'yesterday' is not a date such as 2024-07-03
          XNYS --format pdf                       | 'pdf'
          XNYS --json --format csv                | --json and --format exclude each other
          --format csv                            | name a calendar
          XNYS XLON                               | 'XLON'
          """)
  void saysWhatIsWrong(String words, String message) {
    Cli.Ended ended = calendar(words);
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(message);
  }

  @Test
  void aNameIsShownWithoutControlCharacters() {
    Cli.Ended ended = Cli.bare("calendar", "a\u001b[31m\nb");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("there is no calendar \"a?[31m?b\"");
  }
}
