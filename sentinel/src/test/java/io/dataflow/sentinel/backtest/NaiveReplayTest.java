package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the replay, which judges only where something can change and follows a dropped session only
 * while it can matter, against the long way: every feed judged anew at every check of the range.
 */
@Tag("it")
class NaiveReplayTest {
  private static final int DAYS_AFTER = 12;

  /**
   * September 2001, a half day, a change of clocks with lags longer than a day, delays beyond the
   * deadline, a session of the calendar that never was, Tokyo's long holiday, partial holidays.
   */
  @ParameterizedTest
  @CsvSource({
    "XNYS, 2001-09-05, 2001-09-21, 2h, PT6H30M, PT1H, none, 2000-01-01",
    "XNYS, 2024-11-25, 2024-12-06, 45m@00:07Z, PT1H, PT30M, none, 2000-01-01",
    "XNYS, 2024-03-04, 2024-03-15, 1d@11:30Z, PT30H, PT50H, none, 2000-01-01",
    "XNYS, 2024-03-04, 2024-03-15, 2h, PT1H, PT30M, 'min=PT30M,p50=PT2H,max=PT40H', 2000-01-01",
    "XNYS, 2024-03-04, 2024-03-15, 2h, PT1H, PT30M, none, 2024-03-08",
    "XTKS, 2019-04-22, 2019-05-14, 3h, PT6H30M, PT1H, none, 2000-01-01",
    "CMES, 2024-08-26, 2024-09-06, 1h, PT1H, PT30M, none, 2000-01-01",
    "24/7, 2024-02-26, 2024-03-06, 2h, PT1H, PT30M, none, 2000-01-01",
  })
  void saysWhatJudgingEverythingAtEveryCheckSays(
      String name,
      LocalDate from,
      LocalDate to,
      String step,
      Duration lag,
      Duration grace,
      String delays,
      LocalDate neverCame) {
    TradingCalendar calendar = new Calendars(Optional.empty()).find(name).orElseThrow();
    FeedTerms terms = FeedTerms.dailyOn(calendar).due(lag, grace);
    Range range = new Range(from, to);
    List<Session> bars = new ArrayList<>(Bars.ofCalendar(calendar, range).sessions());
    bars.removeIf(bar -> bar.date().equals(neverCame));
    Backtest backtest =
        new Backtest(
            calendar,
            range,
            Schedule.parse(step),
            new Bars("a calendar with one session too many", bars),
            delays.equals("none") ? Delays.none() : Delays.ofQuantiles(delays, 5),
            List.of(new SessionsRule(terms, "sessions")));
    RuleReplay replay = backtest.replays((now, done, all) -> {}).get(0);
    Naive naive = new Naive(backtest, terms);

    assertThat(replay.result().falseAlarms()).isEqualTo(naive.alarms());
    assertThat(replay.result().falseAlarmEpisodes()).isEqualTo(naive.episodes());
    for (Loss loss : Loss.values()) {
      List<Noticed> expected = naive.noticed(loss);
      assertThat(expected).isNotEmpty();
      assertThat(replay.of(loss)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** Every feed of a back-test, each judged by itself at every check. */
  private static final class Naive {
    private final Backtest backtest;
    private final FeedTerms terms;
    private final List<Instant> checks = new ArrayList<>();
    private final List<Set<LocalDate>> whole;

    Naive(Backtest backtest, FeedTerms terms) {
      this.backtest = backtest;
      this.terms = terms;
      Range longer = new Range(backtest.range().from(), backtest.range().to().plusDays(DAYS_AFTER));
      Instant first = backtest.schedule().first(longer);
      for (long i = 0; i < backtest.schedule().checks(longer); i++) {
        checks.add(first.plus(backtest.schedule().every().multipliedBy(i)));
      }
      whole = judged(session -> false);
    }

    private List<Set<LocalDate>> judged(Predicate<LocalDate> lost) {
      NaiveFeed feed =
          new NaiveFeed(
              backtest.calendar(), terms, backtest.bars().sessions(), backtest.delays(), lost);
      return checks.stream().map(feed::overdue).toList();
    }

    long alarms() {
      return inRange().stream().filter(overdue -> !overdue.isEmpty()).count();
    }

    long episodes() {
      long episodes = 0;
      boolean before = false;
      for (Set<LocalDate> overdue : inRange()) {
        episodes += !overdue.isEmpty() && !before ? 1 : 0;
        before = !overdue.isEmpty();
      }
      return episodes;
    }

    private List<Set<LocalDate>> inRange() {
      return whole.subList(0, (int) backtest.schedule().checks(backtest.range()));
    }

    List<Noticed> noticed(Loss loss) {
      return backtest.bars().sessions().stream()
          .filter(bar -> backtest.range().contains(bar.date()))
          .filter(bar -> backtest.calendar().session(bar.date(), Instant.MAX).orElseThrow().owed())
          .map(bar -> noticed(bar, loss))
          .toList();
    }

    private Noticed noticed(Session bar, Loss loss) {
      Predicate<LocalDate> lost =
          loss == Loss.ONE_SESSION
              ? date -> date.equals(bar.date())
              : date -> !date.isBefore(bar.date());
      List<Set<LocalDate>> damaged = judged(lost);
      Optional<Instant> at = Optional.empty();
      for (int i = 0; i < checks.size(); i++) {
        boolean after = !checks.get(i).isBefore(bar.close());
        if (at.isEmpty() && after && damaged.get(i).stream().anyMatch(lost)) {
          at = Optional.of(checks.get(i));
        }
        Predicate<LocalDate> concerned = after ? lost : date -> false;
        assertThat(without(concerned, damaged.get(i))).isEqualTo(without(concerned, whole.get(i)));
      }
      return new Noticed(bar, at);
    }

    private static Set<LocalDate> without(Predicate<LocalDate> some, Set<LocalDate> all) {
      return all.stream().filter(some.negate()).collect(Collectors.toSet());
    }
  }
}
