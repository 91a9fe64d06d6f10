package io.dataflow.sentinel;

import static io.dataflow.sentinel.TableScene.of;
import static io.dataflow.sentinel.TableScene.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Arrival;
import io.dataflow.sentinel.freshness.BarCount;
import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of five-minute bars that is checked over time. New York is open from 13:30 to 20:00 UTC
 * on Tuesday 2024-07-02 and until 17:00 on the half day after it; with a lag of 15 min and a grace
 * of 15 min the bars are due at 20:30 and at 17:30.
 */
class BarChecksTest {
  private static final String MONDAY = "2024-07-01";
  private static final String TUESDAY = "2024-07-02";
  private static final String HALF_DAY = "2024-07-03";

  @TempDir private Path folder;

  private TableScene scene() {
    return new TableScene(folder)
        .header("symbol,time")
        .setting("session_column: time")
        .setting("lag: PT15M\ngrace: PT15M")
        .setting("interval: 5m");
  }

  /** Five-minute bars from an instant on. */
  private static String[] bars(String symbol, String from, int count) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(symbol + "," + Instant.parse(from).plus(Duration.ofMinutes(5L * i)));
    }
    return rows.toArray(String[]::new);
  }

  private static String[] monday(String symbol) {
    return bars(symbol, "2024-07-01T13:30:00Z", 78);
  }

  @Test
  void aSessionFillsUpAndIsCompleteWithItsLastBar() {
    TableScene scene = scene().rows(monday("A"));
    assertThat(session(scene.at("2024-07-02T12:00:00Z"), "A", MONDAY).state())
        .isEqualTo(SessionState.ON_TIME);
    assertThat(session(scene.at("2024-07-02T13:31:00Z"), "A", TUESDAY).words())
        .isEqualTo("NOT_DUE");

    scene.rows(bars("A", "2024-07-02T13:30:00Z", 12));
    TableReport running = scene.at("2024-07-02T14:31:00Z");
    assertThat(session(running, "A", TUESDAY).words()).isEqualTo("PARTIAL(12/78)");
    assertThat(of(running, "A").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(of(running, "A").reason())
        .isEqualTo(
            "78/78 bars of Mon 2024-07-01 are there; the next, of Tue 2024-07-02, is due Tue 20:30"
                + " UTC and 12/78 of its bars are there");

    scene.rows(bars("A", "2024-07-02T14:30:00Z", 66));
    SessionVerdict tuesday = session(scene.at("2024-07-02T20:05:00Z"), "A", TUESDAY);
    assertThat(tuesday.state()).isEqualTo(SessionState.ON_TIME);
    assertThat(tuesday.arrival())
        .contains(
            new Arrival(
                Optional.of(Instant.parse("2024-07-02T14:31:00Z")),
                Instant.parse("2024-07-02T20:05:00Z")));
    assertThat(scene.looks())
        .containsExactly(
            "A 2024-07-01 2024-07-02T12:00:00Z FINAL",
            "A 2024-07-02 2024-07-02T13:31:00Z NOTHING",
            "A 2024-07-02 2024-07-02T14:31:00Z PROVISIONAL",
            "A 2024-07-02 2024-07-02T20:05:00Z FINAL");
  }

  @Test
  void aFeedThatStopsIsOverdueWithItsCount() {
    TableScene scene = scene().rows(monday("A")).rows(bars("A", "2024-07-02T13:30:00Z", 30));
    scene.at("2024-07-02T16:00:00Z");
    assertThat(session(scene.at("2024-07-02T20:29:59Z"), "A", TUESDAY).words())
        .isEqualTo("PARTIAL(30/78)");

    TableReport due = scene.at("2024-07-02T20:30:00Z");

    assertThat(session(due, "A", TUESDAY).words()).isEqualTo("OVERDUE(30/78)");
    assertThat(of(due, "A").verdict()).isEqualTo(Verdict.LATE);
    assertThat(of(due, "A").reason())
        .isEqualTo(
            "the bars of Tue 2024-07-02 were due Tue 20:30 UTC and 30/78 are there: the last bar is"
                + " not there, last looked at 20:30 UTC");
    assertThat(due.exitCode()).isOne();
  }

  @Test
  void barsThatComeAfterTheDeadlineCameLate() {
    TableScene scene = scene().rows(monday("A")).rows(bars("A", "2024-07-02T13:30:00Z", 30));
    scene.at("2024-07-02T16:00:00Z");
    scene.at("2024-07-02T20:40:00Z");
    scene.rows(bars("A", "2024-07-02T16:00:00Z", 48));

    TableReport seen = scene.at("2024-07-02T20:50:00Z");

    assertThat(session(seen, "A", TUESDAY).state()).isEqualTo(SessionState.LATE_ARRIVED);
    assertThat(of(seen, "A").reason())
        .startsWith("78/78 bars of Tue 2024-07-02 are there, though they came late;");
  }

  @Test
  void theLastBarBeforeTheCloseIsNotTheSessionYet() {
    TableScene scene = scene().rows(bars("A", "2024-07-03T13:30:00Z", 42));

    TableReport running = scene.at("2024-07-03T16:59:00Z");

    assertThat(session(running, "A", HALF_DAY).words()).isEqualTo("PARTIAL(42/42)");
    assertThat(session(scene.at("2024-07-03T17:00:00Z"), "A", HALF_DAY).state())
        .isEqualTo(SessionState.ON_TIME);
    assertThat(scene.looks())
        .contains("A 2024-07-03 2024-07-03T16:59:00Z PROVISIONAL")
        .contains("A 2024-07-03 2024-07-03T17:00:00Z FINAL");
  }

  @Test
  void aThinInstrumentIsJudgedByItsShare() {
    String[] few = bars("THIN", "2024-07-03T13:30:00Z", 15);
    TableScene scene = scene().rows(few).rows("THIN,2024-07-03T16:55:00Z");

    SessionVerdict usual = session(scene.dry("2024-07-03T18:00:00Z"), "THIN", HALF_DAY);
    assertThat(usual.words()).isEqualTo("OVERDUE(16/42)");
    assertThat(usual.reason())
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("too many are missing before the last one"));
    scene.setting("minimum_share: 0.3");
    SessionVerdict judged = session(scene.dry("2024-07-03T18:00:00Z"), "THIN", HALF_DAY);
    assertThat(judged.state()).isEqualTo(SessionState.ON_TIME);
    assertThat(judged.bars()).contains(new BarCount(16, 42, BarCount.End.LAST_BAR));
  }

  @Test
  void rowsWithoutAValueAreANullBar() {
    TableScene scene =
        scene().header("symbol,time,close").setting("value_column: close").rows(values("1"));
    scene.at("2024-07-02T12:00:00Z");
    scene.rows("A,2024-07-02T13:30:00Z,", "A,2024-07-02T13:35:00Z,0");

    SessionVerdict due = session(scene.at("2024-07-02T20:30:00Z"), "A", TUESDAY);

    assertThat(due.words()).isEqualTo("OVERDUE(0/78)");
    assertThat(due.cause()).contains(Cause.NULL_BAR);
  }

  private static String[] values(String close) {
    return java.util.Arrays.stream(monday("A"))
        .map(row -> row + "," + close)
        .toArray(String[]::new);
  }

  @Test
  void aQuestionAboutThePastIsAnsweredByTheLooksOfThen() {
    TableScene scene = scene().rows(monday("A")).rows(bars("A", "2024-07-02T13:30:00Z", 30));
    scene.at("2024-07-02T16:00:00Z");
    scene.at("2024-07-02T20:35:00Z");
    scene.rows(bars("A", "2024-07-02T16:00:00Z", 48)).at("2024-07-02T21:00:00Z");

    TableReport before = scene.asOf("2024-07-02T16:30:00Z", "2024-07-05T12:00:00Z");
    TableReport due = scene.asOf("2024-07-02T20:40:00Z", "2024-07-05T12:00:00Z");
    TableReport after = scene.asOf("2024-07-02T22:00:00Z", "2024-07-05T12:00:00Z");

    assertThat(session(before, "A", TUESDAY).words())
        .as("how many they were is not remembered")
        .isEqualTo("PARTIAL");
    assertThat(session(due, "A", TUESDAY).words()).isEqualTo("OVERDUE");
    assertThat(session(due, "A", TUESDAY).reason())
        .contains("only a part of its bars is there, last looked at 20:35 UTC");
    assertThat(session(after, "A", TUESDAY).state()).isEqualTo(SessionState.LATE_ARRIVED);
    assertThat(session(after, "A", MONDAY).state()).isEqualTo(SessionState.ON_TIME);
  }

  @Test
  void aTableThatCannotBeReadIsUnknownAndKeepsWhatWasSeen() {
    TableScene scene = scene().rows(monday("A")).rows(bars("A", "2024-07-02T13:30:00Z", 30));
    scene.at("2024-07-02T16:00:00Z");

    TableReport failed = scene.content("").at("2024-07-02T17:00:00Z");

    assertThat(of(failed, "A").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(session(failed, "A", TUESDAY).words()).isEqualTo("PARTIAL");
    assertThat(failed.exitCode()).isEqualTo(3);
  }

  @Test
  void aRehearsalTakesTheBarsThatWereStampedByThen() {
    TableScene scene = scene().rows(monday("A")).rows(bars("A", "2024-07-02T13:30:00Z", 78));

    TableReport report = scene.asOf("2024-07-02T14:27:00Z", "2024-07-05T12:00:00Z");

    // 13:30 to 14:25
    assertThat(session(report, "A", TUESDAY).words()).isEqualTo("PARTIAL(12/78)");
    assertThat(report.remarks()).as("those of later are no mistake here").isEmpty();
    assertThat(scene.ledger()).doesNotExist();
  }

  @Test
  void onlyTheNewestSessionsAreJudged() {
    TableScene scene = scene().rows(bars("A", "2024-06-03T13:30:00Z", 78));
    scene.at("2024-06-03T21:00:00Z");
    scene.rows(monday("A"));

    TableReport report = scene.at("2024-07-02T12:00:00Z");

    LocalDate first = LocalDate.parse(TUESDAY).minusDays(15);
    assertThat(of(report, "A").sessions()).isNotEmpty().allMatch(s -> !s.session().isBefore(first));
  }

  @Test
  void anInstrumentThatDisappearsIsNotForgotten() {
    TableScene scene = scene().rows(monday("A")).rows(monday("GONE"));
    scene.at("2024-07-02T12:00:00Z");
    scene.rows(bars("A", "2024-07-30T13:30:00Z", 78));

    TableReport report = scene.at("2024-07-31T12:00:00Z");

    assertThat(of(report, "GONE").verdict()).isEqualTo(Verdict.STALE);
    assertThat(of(report, "GONE").lastHeld()).contains(LocalDate.parse(MONDAY));
  }

  @Test
  void timesWithoutAZoneAreOfTheExchangesClockOrTheOneNamed() {
    TableScene scene = scene();
    for (int i = 0; i < 42; i++) {
      scene.rows("A,2024-07-03 " + LocalDate.EPOCH.atTime(9, 30).plusMinutes(5L * i).toLocalTime());
    }
    assertThat(session(scene.dry("2024-07-03T18:00:00Z"), "A", HALF_DAY).bars())
        .contains(new BarCount(42, 42, BarCount.End.LAST_BAR));

    TableReport wrong = scene.setting("session_zone: UTC").dry("2024-07-03T18:00:00Z");

    // 09:30 to 12:55 by UTC: all before the open at 13:30
    assertThat(of(wrong, "A").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(wrong.remarks())
        .singleElement()
        .asString()
        .startsWith("42 bars lie outside the sessions of what is not well, such as of A");
  }

  @Test
  void barsOfSeveralCalendarsWantAZoneForTimesWithoutOne() {
    TableScene scene =
        scene()
            .header("symbol,time,mic")
            .setting("calendar: XNYS\ncalendar_column: mic")
            .rows("A,2024-07-03 09:30:00,XNYS");

    TableReport report = scene.dry("2024-07-03T18:00:00Z");

    assertThat(report.failure())
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("times without a zone"));
    assertThat(report.exitCode()).isEqualTo(4);
  }

  @Test
  void barsStampedAheadAreToldAndCountForNothing() {
    TableScene scene = scene().rows(monday("A")).rows("A,2024-07-09T13:30:00Z");

    TableReport report = scene.at("2024-07-02T12:00:00Z");

    assertThat(of(report, "A").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(report.remarks())
        .singleElement()
        .asString()
        .startsWith("bars are stamped in the future, up to 2024-07-09T13:30:00Z of A;");
  }
}
