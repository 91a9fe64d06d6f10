package io.dataflow.sentinel;

import static io.dataflow.sentinel.TableScene.of;
import static io.dataflow.sentinel.TableScene.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Arrival;
import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.SilentExchange;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.ledger.RecordedVerdict;
import io.dataflow.sentinel.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table that is checked over time. New York closes at 21:00 UTC on the days used here until
 * Friday 2026-03-06; with the scene's lag of 1 h and grace of 30 min a row is due at 22:30.
 */
@Tag("it")
class TableChecksTest {
  private static final String THURSDAY = "2026-03-05";
  private static final String FRIDAY = "2026-03-06";

  @TempDir private Path folder;

  private TableScene scene() {
    return new TableScene(folder);
  }

  private static Optional<Arrival> between(String without, String with) {
    return Optional.of(new Arrival(Optional.of(Instant.parse(without)), Instant.parse(with)));
  }

  @Test
  void aRowSeenBeforeTheDeadlineIsOnTime() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.at("2026-03-06T21:10:00Z");
    TableReport seen = scene.had("AAPL", FRIDAY).at("2026-03-06T22:20:00Z");

    SessionVerdict friday = session(seen, "AAPL", FRIDAY);
    assertThat(friday.state()).isEqualTo(SessionState.ON_TIME);
    assertThat(friday.observed()).isTrue();
    assertThat(friday.arrival()).isEqualTo(between("2026-03-06T21:10:00Z", "2026-03-06T22:20:00Z"));
    assertThat(of(seen, "AAPL").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(seen.exitCode()).isZero();
  }

  @Test
  void aRowIsDueAtTheDeadlineAndNotBefore() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");

    assertThat(session(scene.at("2026-03-06T22:29:59Z"), "AAPL", FRIDAY).state())
        .isEqualTo(SessionState.NOT_DUE);
    TableReport due = scene.at("2026-03-06T22:30:00Z");
    assertThat(session(due, "AAPL", FRIDAY).cause()).contains(Cause.ABSENT);
    assertThat(of(due, "AAPL").verdict()).isEqualTo(Verdict.LATE);
    assertThat(due.exitCode()).isOne();
  }

  @Test
  void aRowSeenAfterALookPastTheDeadlineCameLateBetweenTheTwoLooks() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.at("2026-03-06T23:00:00Z");
    TableReport seen = scene.had("AAPL", FRIDAY).at("2026-03-06T23:40:00Z");

    SessionVerdict friday = session(seen, "AAPL", FRIDAY);
    assertThat(friday.state()).isEqualTo(SessionState.LATE_ARRIVED);
    assertThat(friday.arrival()).isEqualTo(between("2026-03-06T23:00:00Z", "2026-03-06T23:40:00Z"));
    assertThat(of(seen, "AAPL").verdict()).isEqualTo(Verdict.FRESH);
  }

  @Test
  void aRowSeenAtTheFirstLookAfterTheDeadlineIsOnTimeAndNotObserved() {
    TableReport seen = scene().had("AAPL", THURSDAY, FRIDAY).at("2026-03-08T12:00:00Z");

    SessionVerdict friday = session(seen, "AAPL", FRIDAY);
    assertThat(friday.state()).isEqualTo(SessionState.ON_TIME);
    assertThat(friday.observed()).isFalse();
  }

  @Test
  void aRowThatIsThereBeforeTheCloseCountsFromTheCloseOn() {
    TableScene scene = scene().had("AAPL", THURSDAY, FRIDAY);
    TableReport open = scene.at("2026-03-06T18:00:00Z");
    assertThat(session(open, "AAPL", FRIDAY).state()).isEqualTo(SessionState.NOT_DUE);

    TableReport closed = scene.at("2026-03-06T21:00:00Z");

    assertThat(session(closed, "AAPL", FRIDAY).state()).isEqualTo(SessionState.ON_TIME);
    assertThat(scene.looks()).contains("AAPL 2026-03-06 2026-03-06T21:00:00Z FINAL");
  }

  @Test
  void theLooksThatAreKeptTellTheArrivalAsExactlyAsAllOfThem() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    for (String minute : List.of("05", "15", "25", "35", "45", "55")) {
      scene.at("2026-03-06T22:" + minute + ":00Z");
    }
    TableReport seen = scene.had("AAPL", FRIDAY).at("2026-03-06T23:05:00Z");
    scene.at("2026-03-06T23:15:00Z");

    assertThat(session(seen, "AAPL", FRIDAY).arrival())
        .isEqualTo(between("2026-03-06T22:55:00Z", "2026-03-06T23:05:00Z"));
    assertThat(scene.looks())
        .containsExactly(
            "AAPL 2026-03-05 2026-03-06T12:00:00Z FINAL",
            "AAPL 2026-03-06 2026-03-06T22:05:00Z NOTHING",
            "AAPL 2026-03-06 2026-03-06T22:35:00Z NOTHING",
            "AAPL 2026-03-06 2026-03-06T22:55:00Z NOTHING",
            "AAPL 2026-03-06 2026-03-06T23:05:00Z FINAL");
    TableReport later = scene.asOf("2026-03-07T00:00:00Z", "2026-03-08T00:00:00Z");
    assertThat(session(later, "AAPL", FRIDAY)).isEqualTo(session(seen, "AAPL", FRIDAY));
  }

  @Test
  void theLastLookBeforeAFailedAttemptIsKept() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T21:05:00Z");
    scene.at("2026-03-06T22:05:00Z");
    scene.content("");
    scene.at("2026-03-06T22:15:00Z");
    scene.at("2026-03-06T22:20:00Z");
    TableReport seen = scene.had("AAPL", FRIDAY).at("2026-03-06T22:25:00Z");

    assertThat(session(seen, "AAPL", FRIDAY).arrival())
        .isEqualTo(between("2026-03-06T22:05:00Z", "2026-03-06T22:25:00Z"));
  }

  @Test
  void anInstrumentThatDisappearsFromTheTableIsOverdueAndNotForgotten() {
    TableScene scene = scene().had("AAPL", THURSDAY).had("GONE", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.without("GONE," + THURSDAY).had("AAPL", FRIDAY);
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(of(report, "GONE").verdict()).isEqualTo(Verdict.STALE);
    assertThat(session(report, "GONE", THURSDAY).cause()).contains(Cause.ABSENT);
    assertThat(of(report, "GONE").lastHeld()).isEmpty();
    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(report.dataset().coverage()).isEqualTo(new Coverage(1, 2));

    // all that is left of it is what the ledger was told, far beyond the sessions that are judged
    scene.had("AAPL", "2026-06-01");
    assertThat(of(scene.at("2026-06-02T12:00:00Z"), "GONE").verdict()).isEqualTo(Verdict.STALE);
  }

  @Test
  void anInstrumentIsKnownByItsLastRowHoweverOldItIs() {
    TableScene scene = scene().had("OLD", "2026-03-05").had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.had("AAPL", "2026-06-01");

    TableReport report = scene.at("2026-06-02T12:00:00Z");

    assertThat(of(report, "OLD").lastHeld()).contains(LocalDate.parse(THURSDAY));
  }

  @Test
  void whatIsPromisedAndNeverAppearedIsUnknown() {
    TableScene scene = scene().setting("instruments: [AAPL, NEVER]");
    scene.had("AAPL", THURSDAY, FRIDAY).had("OTHER", THURSDAY);
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(report.verdicts())
        .extracting(v -> v.feed().instrument())
        .containsExactly("AAPL", "NEVER");
    assertThat(of(report, "NEVER").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(of(report, "NEVER").reason()).contains("never had data");
    assertThat(report.exitCode()).isEqualTo(3);
  }

  @Test
  void anExceptedInstrumentIsNotJudgedAndASilentOneOwesNothing() {
    TableScene scene =
        scene()
            .setting("except: [DELISTED]")
            .setting("silent: [{instrument: HALTED, from: 2026-03-06}]");
    scene.had("DELISTED", THURSDAY).had("HALTED", THURSDAY).had("AAPL", THURSDAY, FRIDAY);
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(report.verdicts())
        .extracting(v -> v.feed().instrument())
        .containsExactly("AAPL", "HALTED");
    assertThat(session(report, "HALTED", FRIDAY).state()).isEqualTo(SessionState.CLOSED);
    assertThat(session(report, "HALTED", FRIDAY).reason())
        .contains("declared silent from 2026-03-06");
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void aRowWithoutAValueIsANullBar() {
    TableScene scene = scene().setting("value_column: close").header("symbol,day,close");
    scene.rows(
        "AAPL,2026-03-05,1.5", "AAPL,2026-03-06,", "MSFT,2026-03-05,1.5", "MSFT,2026-03-06,0");
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    for (String instrument : List.of("AAPL", "MSFT")) {
      assertThat(session(report, instrument, FRIDAY).cause()).contains(Cause.NULL_BAR);
    }
  }

  @Test
  void manyThatAreThereAreNotJudgedByTheFewThatAreNot() {
    TableScene scene = scene();
    for (int i = 1; i <= 500; i++) {
      scene.rows(
          i <= 480
              ? "S%1$03d,2026-03-05\nS%1$03d,2026-03-06".formatted(i)
              : "S%03d,2026-03-05".formatted(i));
    }
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(report.dataset().verdict()).isEqualTo(Verdict.LATE);
    assertThat(report.dataset().coverage()).hasToString("480/500");
    assertThat(TableText.of(report))
        .contains("bars: LATE, 480/500 instruments are there: 20 late, 0 stale, 0 unknown")
        .contains("S500 ")
        .doesNotContain("S480 ")
        .endsWith("and 480 that are FRESH; --json shows all\n");
  }

  @Test
  void backFilledRowsMakeNothingLookFresh() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.had("AAPL", "2026-02-02", "2026-02-03", "2026-02-27");

    assertThat(of(scene.at("2026-03-06T23:00:00Z"), "AAPL").verdict()).isEqualTo(Verdict.LATE);
  }

  @Test
  void aWholeExchangeThatIsSilentIsOneLine() {
    TableScene scene = scene().setting("calendar_column: mic").header("symbol,day,mic");
    scene.rows("AAPL,2026-03-05,XNYS", "AAPL,2026-03-06,NASDAQ");
    for (String name : List.of("7203", "6758", "9984")) {
      scene.rows(name + ",2026-03-05,XTKS");
    }
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(of(report, "7203").calendar()).contains("XTKS");
    assertThat(report.dataset().silentExchanges())
        .containsExactly(new SilentExchange("XTKS", LocalDate.parse(FRIDAY), 3, 1));
    assertThat(TableText.of(report)).contains("either XTKS was closed without notice");
  }

  @Test
  void anInstrumentThatDisappearsKeepsItsCalendar() {
    TableScene scene = scene().setting("calendar_column: mic").header("symbol,day,mic");
    scene.rows("7203,2026-03-05,XTKS", "BAD,2026-03-05,XXXX");
    TableReport first = scene.at("2026-03-05T12:00:00Z");
    assertThat(of(first, "BAD").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(of(first, "BAD").reason()).contains("column mic says XXXX: there is no calendar");

    TableReport report = scene.without("7203,2026-03-05,XTKS").at("2026-03-06T12:00:00Z");

    assertThat(of(report, "7203").calendar()).contains("XTKS");
  }

  @Test
  void aTableThatCannotBeReadIsUnknownAndWhatIsPastDueIsOverdue() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.content("");
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(session(report, "AAPL", THURSDAY).state()).isEqualTo(SessionState.ON_TIME);
    SessionVerdict friday = session(report, "AAPL", FRIDAY);
    assertThat(friday.cause()).contains(Cause.SOURCE_FAILED);
    assertThat(friday.reason()).get().asString().contains("starts with no header");
    try (SqliteLedger ledger = new SqliteLedger(scene.ledger())) {
      assertThat(ledger.attempts("bars", Instant.parse("9999-01-01T00:00:00Z")).get(0).failure())
          .get()
          .asString()
          .contains("no header");
    }

    TableReport again = scene.had("AAPL", FRIDAY).at("2026-03-07T13:00:00Z");
    assertThat(session(again, "AAPL", FRIDAY).state()).isEqualTo(SessionState.ON_TIME);
    assertThat(session(again, "AAPL", FRIDAY).observed()).isFalse();
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void aMissingFileIsAFailureAndAWrongColumnAMistake() throws IOException {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    TableReport mistaken = scene.setting("value_column: closs").at("2026-03-06T13:00:00Z");
    assertThat(mistaken.exitCode()).isEqualTo(4);
    assertThat(mistaken.note()).contains("nothing is recorded");

    Files.delete(scene.file());
    TableReport missing = scene.at("2026-03-06T14:00:00Z");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.failure().orElseThrow()).hasMessageContaining("there is no file or folder");
  }

  @Test
  void anEarlierInstantIsJudgedByTheLooksUpToIt() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.at("2026-03-06T23:00:00Z");
    scene.had("AAPL", FRIDAY).at("2026-03-07T12:00:00Z");

    TableReport then = scene.asOf("2026-03-06T23:30:00Z", "2026-03-08T12:00:00Z");

    assertThat(of(then, "AAPL").verdict()).isEqualTo(Verdict.LATE);
    assertThat(session(then, "AAPL", FRIDAY).cause()).contains(Cause.ABSENT);
    assertThat(then.note()).get().asString().contains("the table was not read");
    TableReport later = scene.asOf("2026-03-07T12:30:00Z", "2026-03-08T12:00:00Z");
    assertThat(session(later, "AAPL", FRIDAY).state()).isEqualTo(SessionState.LATE_ARRIVED);
  }

  @Test
  void anEarlierInstantIsJudgedByThePromisesOfThen() {
    TableScene scene = scene().setting("lag: 1h").had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.setting("grace: 5h").at("2026-03-06T21:30:00Z");

    TableReport then = scene.asOf("2026-03-06T20:00:00Z", "2026-03-08T12:00:00Z");
    TableReport later = scene.asOf("2026-03-06T21:40:00Z", "2026-03-08T12:00:00Z");

    assertThat(session(then, "AAPL", FRIDAY).deadline())
        .contains(Instant.parse("2026-03-06T22:00:00Z"));
    assertThat(session(later, "AAPL", FRIDAY).deadline())
        .contains(Instant.parse("2026-03-07T03:00:00Z"));
  }

  @Test
  void aQuestionAboutATableThatNothingWatchedIsARehearsal() {
    TableScene scene = scene().had("AAPL", "2024-11-26", "2024-11-27", "2024-12-02");
    TableReport report = scene.asOf("2024-11-29T19:30:00Z", "2026-03-08T12:00:00Z");

    assertThat(session(report, "AAPL", "2024-11-28").state()).isEqualTo(SessionState.CLOSED);
    assertThat(session(report, "AAPL", "2024-11-29").state()).isEqualTo(SessionState.OVERDUE);
    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.LATE);
    assertThat(of(report, "AAPL").lastHeld()).contains(LocalDate.parse("2024-11-27"));
    assertThat(report.note()).get().asString().startsWith("a rehearsal");
    assertThat(scene.ledger()).doesNotExist();
  }

  @Test
  void aRehearsalFindsHolesAndStaleness() {
    TableScene scene = scene().had("HOLE", THURSDAY, "2026-03-09").had("STALE", THURSDAY);
    TableReport report = scene.asOf("2026-03-09T23:00:00Z", "2026-04-01T12:00:00Z");

    assertThat(of(report, "STALE").verdict()).isEqualTo(Verdict.STALE);
    assertThat(of(report, "HOLE").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(of(report, "HOLE").holes())
        .extracting(h -> h.session().toString())
        .containsExactly(FRIDAY);
  }

  @Test
  void aDryCheckMakesNoLedger() {
    TableScene scene = scene().had("AAPL", THURSDAY, FRIDAY);
    TableReport report = scene.dry("2026-03-07T12:00:00Z");

    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(scene.ledger()).doesNotExist();
  }

  @Test
  void theFirstCheckSaysThatItIsOne() {
    TableScene scene = scene().had("AAPL", THURSDAY, FRIDAY);
    assertThat(scene.at("2026-03-07T12:00:00Z").note())
        .contains("the first check: 1 feed is watched from now on");
    assertThat(scene.at("2026-03-07T13:00:00Z").note()).isEmpty();
  }

  @Test
  void aTableWithoutInstrumentsIsOneFeedNamedAsTheTable() {
    TableScene scene = scene().setting("instrument_column: null").header("day,close");
    scene.rows(THURSDAY + ",1", FRIDAY + ",1");
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(of(report, "bars").verdict()).isEqualTo(Verdict.FRESH);
  }

  @Test
  void rowsOnClosedDaysAndInTheFutureAreToldAndCountForNothing() {
    TableScene scene = scene().had("AAPL", THURSDAY, "2026-03-07", "2027-01-04");
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.LATE);
    assertThat(of(report, "AAPL").lastHeld()).contains(LocalDate.parse("2026-03-07"));
    assertThat(report.remarks())
        .anyMatch(
            r ->
                r.startsWith(
                    "1 of 3 bars are dated on days without a session, such as Sat 2026-03-07 of AAPL"))
        .anyMatch(r -> r.startsWith("rows are dated in the future, up to 2027-01-04 of AAPL"));
  }

  @Test
  void sessionsOfALongPauseAreNotAskedForAgain() {
    TableScene scene = scene().had("AAPL", "2025-11-03");
    scene.at("2025-11-04T12:00:00Z");
    scene.had("AAPL", THURSDAY, FRIDAY);
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    LocalDate first = LocalDate.parse("2026-03-07").minusDays(45);
    assertThat(of(report, "AAPL").sessions()).allMatch(s -> !s.session().isBefore(first));
    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.FRESH);
  }

  @Test
  void verdictsAreRecordedAsTheyChange() {
    TableScene scene = scene().had("AAPL", THURSDAY);
    scene.at("2026-03-06T12:00:00Z");
    scene.at("2026-03-06T23:00:00Z");
    scene.at("2026-03-06T23:15:00Z");
    scene.had("AAPL", FRIDAY).at("2026-03-07T12:00:00Z");

    try (SqliteLedger ledger = new SqliteLedger(scene.ledger())) {
      List<RecordedVerdict> changes =
          ledger.verdictChanges(
              new io.dataflow.sentinel.freshness.Feed(
                  "bars", "AAPL", io.dataflow.sentinel.market.Interval.DAY_1));
      assertThat(changes)
          .filteredOn(c -> c.verdict().session().isEmpty())
          .extracting(c -> c.verdict().asOf() + " " + c.verdict().state())
          .containsExactly(
              "2026-03-06T12:00:00Z FRESH",
              "2026-03-06T23:00:00Z LATE",
              "2026-03-07T12:00:00Z FRESH");
      assertThat(changes)
          .filteredOn(c -> c.verdict().session().equals(Optional.of(LocalDate.parse(FRIDAY))))
          .extracting(c -> c.verdict().state())
          .containsExactly("NOT_DUE", "OVERDUE", "LATE_ARRIVED");
      assertThat(ledger.runs(9)).hasSize(4).allMatch(run -> run.end().isPresent());
    }
  }

  @Test
  void aLedgerThatCannotBeWrittenStillLetsTheTableBeJudged() throws IOException {
    TableScene scene = scene().had("AAPL", THURSDAY, FRIDAY);
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    TableReport report = scene.at("2026-03-07T12:00:00Z");

    assertThat(of(report, "AAPL").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(report.unrecorded()).isPresent();
    assertThat(report.exitCode()).isEqualTo(5);
  }
}
