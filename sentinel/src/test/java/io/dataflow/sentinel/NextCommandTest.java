package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextCommandTest {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @AfterEach
  void close() {
    cli.close();
  }

  private Cli.Ended next(String asOf, String... more) {
    List<String> words = new ArrayList<>(List.of("next", "--as-of", asOf));
    words.addAll(List.of("--config", cli.settings().toString()));
    words.addAll(List.of(more));
    return Cli.bare(words.toArray(String[]::new));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> rows(String part, String asOf, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--json");
    Cli.Ended ended = next(asOf, words.toArray(String[]::new));
    return (List<Map<String, Object>>) ((Map<String, Object>) Json.read(ended.out())).get(part);
  }

  private List<Object> sessions(String asOf, String... more) {
    return rows("due", asOf, more).stream().map(row -> row.get("session")).toList();
  }

  @Test
  void beforeAnythingEverRanItSaysWhatIsDueInOrderOfDeadlines() {
    cli.assets("AAPL", "SPY", "BTC-USD", "GC=F");
    Cli.Ended ended = next("2024-07-03T12:00:00Z", "--within", "36h");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
    // Wednesday closes early at 17:00Z; lag 6 h 30 min and grace 1 h later it is due
    assertThat(ended.out())
        .isEqualTo(
            """
            As of Wed 2024-07-03 12:00 UTC, sessions that close until Fri 2024-07-05 00:00 UTC:

            DUE BY (UTC)          CALENDAR  SESSION         OPEN (UTC)            CLOSE (UTC)           LAG + GRACE     INSTRUMENTS  NOTE
            Thu 2024-07-04 00:30  XNYS      Wed 2024-07-03  Wed 2024-07-03 13:30  Wed 2024-07-03 17:00  PT6H30M + PT1H  AAPL, SPY    early close: eve of Independence Day
            Thu 2024-07-04 01:30  24/7      Wed 2024-07-03  Wed 2024-07-03 00:00  Thu 2024-07-04 00:00  PT1H + PT30M    BTC-USD
            Thu 2024-07-04 04:30  CMES      Wed 2024-07-03  Tue 2024-07-02 22:00  Wed 2024-07-03 21:00  PT6H30M + PT1H  GC=F
            Fri 2024-07-05 01:30  24/7      Thu 2024-07-04  Thu 2024-07-04 00:00  Fri 2024-07-05 00:00  PT1H + PT30M    BTC-USD

            Nothing is owed:
            DATE            CALENDAR  INSTRUMENTS  WHY
            Thu 2024-07-04  CMES      GC=F         optional: Independence Day
            Thu 2024-07-04  XNYS      AAPL, SPY    closed: Independence Day
            """);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void golden14AClosureNobodyDeclaredYetIsAnOrdinarySession() {
    String asked = "2024-12-20T12:00:00Z";
    Map<String, Object> session =
        rows("due", asked, "--within", "21d").stream()
            .filter(row -> row.get("session").equals("2025-01-09"))
            .findFirst()
            .orElseThrow();
    assertThat(session)
        .containsEntry("open", "2025-01-09T14:30:00Z")
        .containsEntry("close", "2025-01-09T21:00:00Z")
        .containsEntry("deadline", "2025-01-10T04:30:00Z")
        .containsEntry("kind", "regular")
        .containsEntry("written", false);
    assertThat(rows("not_owed", asked, "--within", "21d"))
        .extracting(row -> row.get("date"))
        .containsExactly("2024-12-25", "2025-01-01");
  }

  @Test
  void golden14OnceDeclaredItIsClosedAndTheReasonSaysSo() {
    String asked = "2025-01-02T12:00:00Z";
    assertThat(sessions(asked, "--within", "10d"))
        .contains("2025-01-08", "2025-01-10")
        .doesNotContain("2025-01-09");
    assertThat(rows("not_owed", asked, "--within", "10d"))
        .containsExactly(
            Map.of(
                "date",
                "2025-01-09",
                "calendar",
                "XNYS",
                "reason",
                "closed: National Day of Mourning for former President Carter (unscheduled,"
                    + " declared 2024-12-30)",
                "instruments",
                List.of("AAPL")));
  }

  @Test
  void aSessionIsDueUntilItsDeadline() {
    assertThat(sessions("2024-07-04T00:29:59Z", "--within", "1h")).containsExactly("2024-07-03");
    assertThat(sessions("2024-07-04T00:30:00Z", "--within", "1h")).isEmpty();
    assertThat(next("2024-07-04T00:30:00Z", "--within", "1h").out()).contains("nothing is due\n");
  }

  @Test
  void thousandsOfInstrumentsAreOneLine() {
    cli.assets(IntStream.range(0, 500).mapToObj(i -> "S" + i).toArray(String[]::new));
    String out = next("2024-07-05T12:00:00Z", "--within", "1d").out();
    assertThat(out.lines())
        .hasSize(4)
        .last()
        .asString()
        .matches("Sat 2024-07-06 03:30  XNYS +Fri 2024-07-05 .* 500 instruments");
    assertThat(rows("due", "2024-07-05T12:00:00Z", "--within", "1d")).hasSize(500);
  }

  @Test
  void usesWhatARunPromisedAndSupersedesItWhenTheCalendarIsCorrected() {
    cli.market("").run();
    String night = Cli.FRIDAY_NIGHT.toString();
    assertThat(rows("due", night))
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsEntry("session", "2026-03-11")
                    .containsEntry("calendar_rule", "exchange NMS, type EQUITY follows XNYS")
                    .containsEntry("written", true));
    cli.file(
        "config/calendars/XNYS.yaml",
        """
        name: XNYS
        extends: XNYS
        specials:
          - {name: storm, date: 2026-03-11, type: closed, scheduled: false,
             declared: 2026-03-09, source: ours, confidence: high}
          - {name: short day, date: 2026-03-12, type: hours, close: 13:00, scheduled: false,
             declared: 2026-03-09, source: ours, confidence: high}
        """);
    assertThat(sessions("2026-03-08T12:00:00Z")).contains("2026-03-11");
    String later = "2026-03-10T12:00:00Z";
    assertThat(sessions(later)).contains("2026-03-10", "2026-03-12").doesNotContain("2026-03-11");
    assertThat(rows("not_owed", later))
        .extracting(row -> row.get("reason"))
        .containsExactly("closed: storm (unscheduled, declared 2026-03-09)");
    assertThat(rows("due", later))
        .filteredOn(row -> row.get("session").equals("2026-03-12"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("kind", "early close")
                    .containsEntry("written", false)
                    .containsEntry(
                        "changed", "close 2026-03-12T20:00:00Z -> 2026-03-12T17:00:00Z"));
  }

  @Test
  void aPromiseOfALaterRunIsNotKnownEarlier() {
    cli.market("").run();
    assertThat(rows("due", "2026-03-05T12:00:00Z"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).containsEntry("written", false));
  }

  @Test
  void aSilentInstrumentOwesNothing() {
    cli.file(
        "config/assets.yaml",
        """
        assets:
        - {symbol: OLDCO, silent: {from: 2024-07-01, until: 2024-07-31}}
        start_date: 2024-01-01
        """);
    assertThat(sessions("2024-07-05T12:00:00Z", "--within", "1d")).isEmpty();
    assertThat(rows("not_owed", "2024-07-05T12:00:00Z", "--within", "12h"))
        .extracting(row -> row.get("reason"))
        .containsExactly("declared silent from 2024-07-01 until 2024-07-31");
  }

  @Test
  void anInstrumentWithoutACalendarCannotBeTold() {
    cli.assets("AAPL", "ODD.XX");
    Cli.Ended ended = next("2024-07-05T12:00:00Z");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out())
        .contains("Nothing can be said:\n  ODD.XX: no calendar: no rule for symbols ending in .XX");
    Cli.Ended quiet = next("2024-07-05T12:00:00Z", "--quiet");
    assertThat(quiet.out()).isEmpty();
    assertThat(quiet.err()).startsWith("ODD.XX: no calendar");
    assertThat(next("2024-07-05T12:00:00Z", "--only", "AAPL").code()).isZero();
  }

  @Test
  void warnsWhereACalendarEndsWithinTheWindow() {
    cli.file(
        "config/calendars/XNYS.yaml", "{name: XNYS, extends: XNYS, verified-until: 2024-07-08}\n");
    Cli.Ended ended = next("2024-07-05T12:00:00Z");
    assertThat(ended.code()).isZero();
    assertThat(ended.err())
        .isEqualTo(
            "warning: calendar XNYS is verified until 2024-07-08 only: sessions after it may be"
                + " wrong, and will be judged UNKNOWN\n");
    assertThat(next("2024-07-05T12:00:00Z", "--within", "3d").err()).isEmpty();
  }

  @Test
  void writesDeadlinesAndClosuresForACalendarProgram() {
    Path file = folder.resolve("new/due.ics");
    Cli.Ended ended =
        next("2024-07-03T12:00:00Z", "--within", "36h", "--ics", file.toString(), "--json");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(file)
        .content()
        .contains(
            "UID:due-2024-07-03-xnys-pt6h30m-pt1h@dataflow-sentinel\r\n",
            "DTSTAMP:20240703T120000Z\r\n",
            "DTSTART:20240703T233000Z\r\nDTEND:20240704T003000Z\r\n",
            "SUMMARY:due: XNYS Wed 2024-07-03\\, AAPL\r\n",
            "SUMMARY:XNYS closed: Independence Day\r\n");
  }

  @Test
  void aFileThatCannotBeWrittenEndsWithFive() {
    cli.file("taken", "");
    Cli.Ended ended =
        next("2024-07-03T12:00:00Z", "--ics", folder.resolve("taken/due.ics").toString());
    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.err()).contains("due.ics could not be written");
  }

  @ParameterizedTest
  @CsvSource({"7d, 5", "168h, 5", "P7D, 5", "PT36H, 1", "2160m, 1"})
  void takesDurationsAsPeopleTypeThem(String within, int sessions) {
    // from Friday 2024-07-05 12:00Z: Friday, then Monday to Thursday
    assertThat(sessions("2024-07-05T12:00:00Z", "--within", within)).hasSize(sessions);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7x", "-7d", "PT-3H", "soon", "", "1e3d", "PT0S", "0d", "367d"})
  void refusesWhatIsNoDurationOrTooLong(String within) {
    Cli.Ended ended = next("2024-07-05T12:00:00Z", "--within", within);
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("--within");
  }

  @Test
  void asksTheClockWhenNobodySaysWhen() {
    cli.assets("BTC-USD");
    Cli.Ended ended =
        Cli.bare("next", "--within", "3d", "--json", "--config", cli.settings().toString());
    Instant asOf = Instant.parse((String) ((Map<?, ?>) Json.read(ended.out())).get("as_of"));
    List<?> due = (List<?>) ((Map<?, ?>) Json.read(ended.out())).get("due");
    assertThat(
            due.stream().map(row -> ((Map<?, ?>) row).get("deadline")).collect(Collectors.toList()))
        .hasSizeBetween(3, 4)
        .allMatch(deadline -> Instant.parse((String) deadline).isAfter(asOf));
  }
}
