package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "XNYS, XNYS",
    "xnys, XNYS",
    "NASDAQ, XNYS",
    "ARCA, XNYS",
    "XNAS, XNYS",
    "arcx, XNYS",
    "CMES, CMES",
    "24/7, 24/7",
    "' LSE ', XLON",
  })
  void findsACalendarByNameOrAlias(String asked, String name) {
    assertThat(shipped().find(asked).map(TradingCalendar::name)).hasValue(name);
    assertThat(shipped().problem(asked)).isEmpty();
  }

  @Test
  void suggestsWhatWasProbablyMeant() {
    assertThat(shipped().find("XNYZ")).isEmpty();
    assertThat(shipped().problem("XNYZ"))
        .hasValue("there is no calendar \"XNYZ\". Did you mean \"XNYS\"?");
  }

  @Test
  void listsEachCalendarOnceAndCanReadItsFile() {
    assertThat(shipped().names())
        .contains("24/5", "24/7", "CMES", "FX", "XLON", "XNYS", "XTKS")
        .isSorted()
        .allSatisfy(name -> assertThat(shipped().find(name)).isPresent());
  }

  @Test
  void readsAFolderOfTheUsersOwn() throws IOException {
    write("FEED.yaml", "name: FEED\nextends: XNYS\n" + closed("2024-07-05"));
    Calendars calendars = own();
    TradingCalendar feed = calendars.find("feed").orElseThrow();
    assertThat(feed.closure(LocalDate.of(2024, 7, 5), NOW)).hasValue("company holiday");
    assertThat(feed.closure(LocalDate.of(2024, 7, 4), NOW)).hasValue("Independence Day");
    assertThat(feed.version()).isNotEqualTo(shipped().find("XNYS").orElseThrow().version());
    assertThat(calendars.names()).contains("FEED", "XNYS");
  }

  @Test
  void letsAUsersFileStandForAShippedOneAndBuildOnIt() throws IOException {
    write("XNYS.yaml", "name: XNYS\nextends: XNYS\nwithout: [Juneteenth]\n");
    TradingCalendar calendar = own().find("NASDAQ").orElseThrow();
    assertThat(calendar.session(LocalDate.of(2024, 6, 19), NOW)).isPresent();
    assertThat(calendar.session(LocalDate.of(2024, 7, 4), NOW)).isEmpty();
  }

  @Test
  void buildsOnAnotherFileOfTheUser() throws IOException {
    write("A.yaml", "name: A\nextends: 24/7\n" + closed("2024-07-05"));
    write("B.yaml", "name: B\nextends: A\nweekdays: [friday, saturday]\n");
    TradingCalendar calendar = own().find("B").orElseThrow();
    assertThat(calendar.sessions(LocalDate.of(2024, 7, 1), LocalDate.of(2024, 7, 7), NOW))
        .extracting(Session::date)
        .containsExactly(LocalDate.of(2024, 7, 6));
  }

  @Test
  void letsAUsersSpecialDayOverrideAShippedOne() throws IOException {
    write(
        "FEED.yaml",
        """
        name: FEED
        extends: XNYS
        specials:
          - name: the feed published all the same
            date: 2025-01-09
            type: session
            scheduled: false
            declared: unknown
            source: the feed's history
            confidence: high
        """);
    TradingCalendar feed = own().find("FEED").orElseThrow();
    assertThat(feed.session(LocalDate.of(2025, 1, 9), NOW))
        .map(Session::kind)
        .hasValue(Session.Kind.REGULAR);
  }

  @Test
  void refusesFilesThatBuildOnEachOther() throws IOException {
    write("A.yaml", "name: A\nextends: B\n");
    write("B.yaml", "name: B\nextends: A\n");
    assertThatThrownBy(() -> own().find("A"))
        .hasMessage(
            folder.resolve("B.yaml") + ":2: extends: there is no calendar \"A\" to build on");
  }

  @Test
  void refusesAFileNamedForAnotherCalendar() throws IOException {
    write("FEED.yaml", "name: FOOD\nextends: XNYS\n");
    assertThatThrownBy(() -> own().find("FEED"))
        .hasMessage(
            folder.resolve("FEED.yaml") + ":1: its name is \"FOOD\"; by its file it is \"FEED\"");
  }

  @Test
  void doesWithoutAFolder() {
    Calendars calendars = new Calendars(Optional.of(folder.resolve("absent")));
    assertThat(calendars.find("XNYS")).isPresent();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String closed(String date) {
    return "holidays:\n  - {name: company holiday, dates: [" + date + "]}\n";
  }

  private Calendars own() {
    return new Calendars(Optional.of(folder));
  }

  private static Calendars shipped() {
    return new Calendars(Optional.empty());
  }
}
