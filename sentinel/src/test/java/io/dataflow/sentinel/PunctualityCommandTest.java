package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.ArrivalTerms;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A half year of New York's sessions, seen 7 h after the close and not at 6 h 40 min; on the last
 * Friday of a month seen at 7 h 20 min and not at 7 h.
 */
class PunctualityCommandTest {
  private static final Feed AAPL = new Feed("silver.bars", "AAPL", Interval.DAY_1);
  private static final Instant END = Instant.parse("2024-12-31T12:00:00Z");

  @TempDir private static Path folder;
  private static Cli cli;

  @BeforeAll
  static void looksForHalfAYear() {
    cli = new Cli(folder).assets("AAPL").moveTo(END);
    TradingCalendar xnys = new Calendars(Optional.empty()).find("XNYS").orElseThrow();
    List<Session> sessions =
        xnys.sessions(LocalDate.parse("2024-07-01"), LocalDate.parse("2024-12-30"), END);
    try (Ledger ledger = new SqliteLedger(folder.resolve("data/ledger.db"))) {
      ledger.watch(AAPL, sessions.get(0).open());
      ledger.recordExpectations(sessions.stream().map(PunctualityCommandTest::promise).toList());
      for (Session session : sessions) {
        boolean lastFriday =
            session.date().getDayOfWeek().getValue() == 5
                && session.date().plusDays(7).getMonth() != session.date().getMonth();
        long seen = lastFriday ? 440 : 420;
        ledger.recordLooks(
            List.of(
                look(session, seen - 20, Look.Seen.PROVISIONAL),
                look(session, seen, Look.Seen.FINAL)));
      }
    }
  }

  private static Look look(Session session, long minutes, Look.Seen seen) {
    return new Look(AAPL, session.date(), session.close().plus(Duration.ofMinutes(minutes)), seen);
  }

  private static Expectation promise(Session session) {
    return new Expectation(
        AAPL,
        session.date(),
        session.open(),
        session.close(),
        session.close().plus(Duration.ofMinutes(450)),
        Duration.ofMinutes(390),
        Duration.ofMinutes(60),
        new ArrivalTerms(Duration.ofHours(6), JudgedBy.FINAL, 0.9),
        true,
        "XNYS",
        "c0ffee",
        session.open(),
        "scheduled");
  }

  @Test
  void showsDelaysByWeekdayAndForSpecialHoursWithTheirNumber() {
    Cli.Ended ended = cli.on("punctuality AAPL");

    // 127 sessions, three of them with special hours: 07-03, 11-29 and 12-24
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .startsWith("AAPL 1d on XNYS: 127 sessions observed\n")
        .containsPattern("all +127 +7 h +7 h +7 h +7 h 20 min +7 h 20 min\n")
        .containsPattern("Monday +2[0-9] +7 h +7 h +7 h +- +7 h\n")
        .containsPattern("Friday +2[0-9] +7 h +7 h 20 min +7 h 20 min +- +7 h 20 min\n")
        .containsPattern("special hours +3 +7 h +- +- +- +7 h 20 min\n");
  }

  @Test
  void proposesADeadlineAndShowsItByReplay() {
    assertThat(cli.on("punctuality AAPL", "--false-alarms", "10%").out())
        .containsPattern("as set +6 h 30 min +1 h +close \\+ 7 h 30 min +0 of 127 +0.0 +0\n")
        // the six Fridays seen after 7 h are 4.7 % of 127, and 11.9 of 252 a year
        .containsPattern("proposed +7 h +0 min +close \\+ 7 h +6 of 127 +11.9 +6\n")
        .contains("To set it:  {symbol: AAPL, lag: PT7H, grace: PT0S}\n")
        .doesNotContain("So few sessions");
    assertThat(cli.on("punctuality AAPL", "--false-alarms", "1/year").out())
        .containsPattern("proposed +7 h +20 min +close \\+ 7 h 20 min +0 of 127 +0.0 +0\n")
        .contains("So few sessions cannot show a rate of");
  }

  @Test
  void goesByWhatWasLookedAtUpToAnInstant() {
    cli.moveTo(Instant.parse("2024-07-13T12:00:00Z"));
    String out = cli.on("punctuality AAPL").out();
    cli.moveTo(END);

    assertThat(out).startsWith("AAPL 1d on XNYS: 9 sessions observed\n");
  }

  @Test
  @SuppressWarnings("unchecked")
  void givesTheSameAsJson() {
    List<Map<String, Object>> all =
        (List<Map<String, Object>>) Json.read(cli.on("punctuality AAPL", "--json").out());

    assertThat(all)
        .singleElement()
        .satisfies(
            json ->
                assertThat(json)
                    .containsEntry("symbol", "AAPL")
                    .containsEntry("observed", 127L)
                    .containsEntry("enough_sessions", true));
    assertThat((Map<String, Object>) all.get(0).get("set"))
        .containsEntry("lag", "PT6H30M")
        .containsEntry("called_late", 0L);
  }

  @Test
  void showsEveryInstrumentInATable() {
    assertThat(cli.on("punctuality").out())
        .containsPattern("AAPL +127 +0 +7 h +7 h +7 h 20 min +7 h 30 min +7 h 20 min\n");
  }

  @Test
  void measuresTablesOfAUsersOwnToo() {
    Path csv = cli.file("bars.csv", "symbol,day\nAAPL,2024-12-27\nMSFT,2024-12-27\n");
    cli.on(
        "freshness " + csv,
        "--name",
        "mine",
        "--instrument-column",
        "symbol",
        "--session-column",
        "day",
        "--calendar",
        "XNYS",
        "--lag",
        "2h");

    // --as-of makes a rehearsal, which records nothing: there is a ledger, and nothing in it yet
    Cli.Ended ended = cli.on("punctuality", "--dataset", "mine");
    assertThat(ended.code()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(ended.err()).contains("no instrument of mine is watched");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void refusesWhatIsNoRateAndNoInstrument() {
    assertThat(cli.on("punctuality AAPL", "--false-alarms", "few").err())
        .contains("'few': a rate is written 1% (of the sessions) or 2/year");
    assertThat(cli.on("punctuality AAPL", "--false-alarms", "101%").code())
        .isEqualTo(ExitCode.USAGE);
    Cli.Ended typo = cli.on("punctuality APPL");
    assertThat(typo.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typo.err()).contains("Did you mean \"AAPL\"?");
  }
}
