package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TSLA has stopped after Thursday 2026-03-05, SPY's Friday is refused; looked at three times. */
@Tag("it")
class ExplainCommandTest {
  private static final String TUESDAY = "2026-03-10T13:00:00Z";

  @TempDir private static Path folder;
  private static Cli cli;

  @BeforeAll
  static void runThreeTimes() {
    cli =
        new Cli(folder)
            .assets("AAPL", "SPY", "TSLA", "NOSUCH")
            .market(
                """
                - {symbol: TSLA, fault: stopped-feed, after: 2026-03-05}
                - {symbol: SPY, fault: high-below-low, date: 2026-03-06}
                - {symbol: NOSUCH, fault: unknown-symbol}
                """);
    for (String at : List.of("2026-03-06T21:30:00Z", "2026-03-07T04:45:00Z", TUESDAY)) {
      cli.moveTo(Instant.parse(at)).run("--quiet");
    }
  }

  @BeforeEach
  void asksOnTuesday() {
    cli.moveTo(Instant.parse(TUESDAY));
  }

  @AfterAll
  static void closes() {
    cli.close();
  }

  @Test
  void leadsFromTheCalendarToWhatWillChange() {
    Cli.Ended ended = cli.on("explain TSLA --session 2026-03-06");

    assertThat(ended.code()).isEqualTo(ExitCode.DATA);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines().map(l -> l.substring(0, Math.min(11, l.length())).strip()))
        .containsSubsequence(
            "calendar",
            "session",
            "close",
            "lag",
            "grace",
            "deadline",
            "counts",
            "promised",
            "looks",
            "bars",
            "state",
            "verdict",
            "coverage",
            "changes");
    assertThat(ended.out())
        .contains("close       Fri 2026-03-06 21:00 UTC\n")
        .contains("lag         + 6 h 30 min")
        .contains("grace       + 1 h")
        .contains("deadline    Sat 2026-03-07 04:30 UTC\n")
        .contains("looks       Fri 2026-03-06 21:30 UTC  nothing\n")
        .contains("            Sat 2026-03-07 04:45 UTC  nothing\n")
        .contains("            Tue 2026-03-10 13:00 UTC  nothing\n")
        .contains("state       OVERDUE, absent: ")
        .contains("verdict     STALE: ")
        .contains("on evidence  the session: an answer that has its bar: LATE_ARRIVED");
  }

  @Test
  void showsEachVersionOfABar() {
    assertThat(cli.on("explain SPY --session 2026-03-06").out())
        .containsPattern("bars +Fri 2026-03-06 21:30 UTC  refused, close [0-9.]+  \\(broke high_")
        .contains("state       OVERDUE, refused: by the checks high_not_below_low");
    assertThat(cli.on("explain AAPL --session 2026-03-06").out())
        .containsPattern("bars +Fri 2026-03-06 21:30 UTC  provisional, close [0-9.]+ ")
        .containsPattern("Sat 2026-03-07 04:45 UTC  final, close [0-9.]+")
        .contains(
            "state       ON_TIME, seen between Fri 2026-03-06 21:30 UTC and Sat 2026-03-07 04:45"
                + " UTC, unobserved: no look tells if it came in time");
  }

  @Test
  void explainsAnEarlierInstantByWhatWasKnownThen() {
    Cli.Ended ended = cli.moveTo(Instant.parse("2026-03-06T22:00:00Z")).on("explain AAPL");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("AAPL 1d, session Thu 2026-03-05, as of Fri 2026-03-06 22:00 UTC")
        .doesNotContain("2026-03-10");
    assertThat(cli.on("explain AAPL --session 2026-03-06").out())
        .contains("provisional, close")
        .doesNotContain("final, close")
        .contains("state       NOT_DUE\n")
        .contains("changes     Sat 2026-03-07 03:00 UTC  the session: from here on a bar that")
        .contains(
            "Sat 2026-03-07 04:30 UTC  the session: OVERDUE, unless its bar was seen by then");
  }

  @Test
  void saysWhatWouldBePromisedOfASessionFarAhead() {
    Cli.Ended ended = cli.on("explain AAPL --session 2026-11-27");

    assertThat(ended.code()).isZero();
    // the day after Thanksgiving closes at 13:00 New York, 18:00Z
    assertThat(ended.out())
        .contains("to Fri 2026-11-27 13:00 America/New_York, special hours")
        .contains("deadline    Sat 2026-11-28 01:30 UTC")
        .contains("promised    not written yet: the next run writes it: scheduled");
  }

  @Test
  void namesTheClosureOfADateWithoutASession() {
    assertThat(cli.on("explain AAPL --session 2026-04-03").out())
        .contains("session     none: Good Friday\n")
        .contains("state       CLOSED: Good Friday\n");
  }

  @Test
  void saysThatASessionBeforeTheWatchIsCoverageOnly() {
    Cli.Ended ended = cli.on("explain AAPL --session 2026-02-09");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("promised    nothing: the watch began Fri 2026-03-06 21:30 UTC")
        .contains("final, close ");
  }

  @Test
  @SuppressWarnings("unchecked")
  void givesTheSameStepsAsJson() {
    Map<String, Object> json =
        (Map<String, Object>)
            Json.read(cli.on("explain TSLA --session 2026-03-06", "--json").out());

    assertThat(json)
        .containsEntry("symbol", "TSLA")
        .containsEntry("session", "2026-03-06")
        .containsEntry("verdict", "STALE");
    assertThat((Map<String, Object>) json.get("state"))
        .containsEntry("state", "OVERDUE")
        .containsEntry("cause", "absent");
    assertThat((List<Map<String, Object>>) json.get("promises"))
        .singleElement()
        .satisfies(
            p -> assertThat(p).containsEntry("deadline", "2026-03-07T04:30:00Z"),
            p -> assertThat(p).containsEntry("written", true));
    assertThat((List<Object>) json.get("looks")).hasSize(3);
  }

  @Test
  void cannotSayMoreOfAnInstrumentThatNeverHadData() {
    Cli.Ended ended = cli.on("explain NOSUCH");

    assertThat(ended.code()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(ended.out()).contains("verdict     UNKNOWN: the instrument never had data");
  }

  /** The running clock moves between two looks at it; all of an explanation is of one instant. */
  @Test
  void saysAtTheRunningTimeWhatFreshnessSays() {
    String[] project = {"--config", cli.settings().toString()};
    Cli.Ended explained = Cli.bare("explain", "AAPL", project[0], project[1]);
    Cli.Ended fresh = Cli.bare("freshness", "--only", "AAPL", project[0], project[1]);

    assertThat(fresh.code()).isEqualTo(ExitCode.DATA);
    assertThat(fresh.out()).containsPattern("AAPL +STALE");
    assertThat(explained.code()).isEqualTo(ExitCode.DATA);
    assertThat(explained.out())
        .contains("state       OVERDUE, not looked")
        .contains("promised    not written yet: the next run writes it")
        .contains("verdict     STALE: ");
  }

  @Test
  void suggestsWhatWasMeant() {
    Cli.Ended ended = cli.on("explain TSAL");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("\"TSAL\" is not in ").contains("Did you mean \"TSLA\"?");
  }
}
