package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.source.standin.SharedData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Replays on recorded exchange answers: bars come of the sessions another library says there were,
 * expectations are ours, so a holiday that our calendar has wrong would ring.
 */
@Tag("it")
class RecordedReplayTest {
  private static final int QUARTER = 15 * 60;

  private static TradingCalendar calendar(String name) {
    return new Calendars(Optional.empty()).find(name).orElseThrow();
  }

  private static List<Session> recorded(String file) {
    return SessionsFile.read(SharedData.folder("calendars").resolve(file));
  }

  private static Backtest backtest(
      String name, List<Session> recorded, Range range, String checkEvery, String... rules) {
    TradingCalendar calendar = calendar(name);
    RuleReader reader = new RuleReader(FeedTerms.dailyOn(calendar));
    return new Backtest(
        calendar,
        range,
        Schedule.parse(checkEvery),
        Bars.recorded("recorded", recorded, calendar, range),
        Delays.none(),
        List.of(rules).stream().map(reader::read).toList());
  }

  private static Range whole(List<Session> recorded) {
    return new Range(recorded.get(0).date(), recorded.get(recorded.size() - 1).date());
  }

  /**
   * Over the whole recorded range, every 15 minutes: not one alarm; each session dropped is told at
   * the first check at or after close + 7 h 30 min, and at none before.
   */
  @ParameterizedTest
  @CsvSource({"XNYS, xnys.csv", "XLON, xlon.csv", "XTKS, xtks.csv"})
  void sessionsNeverRingFalselyAndTellEachLossAtItsDeadline(String name, String file) {
    List<Session> recorded = recorded(file);
    Backtest backtest = backtest(name, recorded, whole(recorded), "15m", "sessions");
    RuleReplay replay = backtest.replays((now, done, all) -> {}).get(0);

    assertThat(replay.result().falseAlarms()).isZero();
    assertThat(replay.result().falseAlarmEpisodes()).isZero();
    for (Loss loss : Loss.values()) {
      assertThat(replay.of(loss)).hasSize(recorded.size());
      for (Noticed one : replay.of(loss)) {
        Instant deadline = one.session().close().plus(Duration.ofMinutes(450));
        assertThat(one.at()).as(name + " " + one.session().date()).hasValue(checkFrom(deadline));
      }
    }
    System.out.printf(
        "replay %s %s to %s: %,d checks, 0 false alarms; %,d sessions dropped in turn, each told"
            + " at the first check at or after its deadline%n",
        name,
        backtest.range().from(),
        backtest.range().to(),
        backtest.schedule().checks(backtest.range()),
        recorded.size());
  }

  private static Instant checkFrom(Instant deadline) {
    long seconds = deadline.getEpochSecond();
    return Instant.ofEpochSecond((seconds + QUARTER - 1) / QUARTER * QUARTER);
  }

  private static final Range FACTS =
      new Range(LocalDate.parse("2000-01-01"), LocalDate.parse("2022-12-31"));

  /** The rule most tools ship with, checked once a day. */
  @Test
  void twoDaysOldIsWrongEverySixthTimeInNewYork() {
    BacktestResult result =
        backtest("XNYS", recorded("xnys.csv"), FACTS, "1d@11:30Z", "age:2d", "sessions")
            .run((now, done, all) -> {});
    RuleResult age = result.rules().get(0);
    assertThat(result.checks()).isEqualTo(8401);
    assertThat(age.falseAlarms()).isEqualTo(1359);
    assertThat(Math.round(age.falseAlarms() / FACTS.years())).isEqualTo(59);
    assertThat(age.stop().noticedAfter().median()).hasValue(39.5);
    assertThat(result.rules().get(1).falseAlarms()).isZero();
    assertThat(result.rules().get(1).oneSession().missed()).isEmpty();
  }

  /** The same counted without the engine, from the recorded dates alone. */
  @Test
  void theCountOfTheAgeRuleIsThatOfAPlainLoop() {
    List<Session> recorded = recorded("xnys.csv");
    int wrong = 0;
    int next = 0;
    LocalDate last = LocalDate.MIN;
    for (LocalDate day = FACTS.from(); !day.isAfter(FACTS.to()); day = day.plusDays(1)) {
      Instant check = day.atTime(11, 30).toInstant(ZoneOffset.UTC);
      while (!recorded.get(next).close().isAfter(check)) {
        last = recorded.get(next++).date();
      }
      wrong += day.toEpochDay() - last.toEpochDay() > 2 ? 1 : 0;
    }
    assertThat(wrong).isEqualTo(1359);
  }

  /** Limits since the last close, checked all the time: none is both quiet and quick. */
  @ParameterizedTest
  @CsvSource({
    "24h, 54.6, 0.25",
    "36h, 54.5, 12.25",
    "48h, 53.0, 24.25",
    "60h, 52.2, 36.25",
    "72h, 8.8, 48.25",
    "78h, 6.7, 54.25",
    "96h, 0.4, 72.25"
  })
  void hoursSinceTheCloseRingFalselyOrLate(String limit, double episodesAYear, double median) {
    RuleResult rule =
        backtest("XNYS", recorded("xnys.csv"), FACTS, "15m", "since-close:" + limit)
            .run((now, done, all) -> {})
            .rules()
            .get(0);
    double aYear = rule.falseAlarmEpisodes() / FACTS.years();
    assertThat(Math.round(aYear * 10) / 10.0).isEqualTo(episodesAYear);
    assertThat(rule.stop().noticedAfter().median()).hasValue(median);
  }
}
