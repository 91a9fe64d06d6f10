package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A replay of history: at each check every rule is asked about the table as it was then, and about
 * the tables of feeds that had lost a session.
 *
 * @param calendar what the rule {@code sessions} expects by
 * @param bars what came
 * @param delays how long after its close each bar came
 */
public record Backtest(
    TradingCalendar calendar,
    Range range,
    Schedule schedule,
    Bars bars,
    Delays delays,
    List<Rule> rules) {
  private static final long MOST_CHECKS = 150_000_000;
  private static final int CHECKS_A_TELLING = 4096;

  /**
   * @throws IllegalArgumentException when the range holds no check or too many, or reaches beyond
   *     what the calendar is verified for
   */
  public Backtest {
    rules = List.copyOf(rules);
    long checks = schedule.checks(range);
    if (checks == 0 || checks > MOST_CHECKS) {
      throw new IllegalArgumentException(
          "from "
              + range.from()
              + " to "
              + range.to()
              + " there are "
              + checks
              + " checks; "
              + "give another range or step");
    }
    Optional<LocalDate> end = calendar.verifiedUntil().filter(date -> date.isBefore(range.to()));
    if (end.isPresent()) {
      throw new IllegalArgumentException(
          "the calendar "
              + calendar.name()
              + " is verified until "
              + end.get()
              + " only, and --to is "
              + range.to()
              + ". Give --to "
              + end.get());
    }
  }

  /** Runs it; the same each time. */
  public BacktestResult run(Progress progress) {
    return new BacktestResult(
        schedule.checks(range),
        inRange().filter(bar -> !owed(bar)).map(Session::date).toList(),
        Differences.between(bars, calendar, range),
        replays(progress).stream().map(RuleReplay::result).toList());
  }

  /** Each rule's replay, run to its end. */
  List<RuleReplay> replays(Progress progress) {
    Arrivals arrivals = new Arrivals(bars.sessions(), delays);
    int[] toDrop =
        inRange().filter(this::owed).mapToInt(bar -> arrivals.index(bar.date())).toArray();
    List<RuleReplay> replays =
        rules.stream()
            .map(rule -> new RuleReplay(rule, rule.begin(calendar), arrivals, toDrop))
            .toList();
    replay(arrivals, replays, progress);
    return replays;
  }

  private Stream<Session> inRange() {
    return bars.sessions().stream().filter(bar -> range.contains(bar.date()));
  }

  private void replay(Arrivals arrivals, List<RuleReplay> replays, Progress progress) {
    long checks = schedule.checks(range);
    Instant now = schedule.first(range);
    for (long done = 0; done < checks; done++) {
      boolean arrived = arrivals.advance(now);
      for (RuleReplay replay : replays) {
        replay.check(now, arrived);
      }
      if (done % CHECKS_A_TELLING == 0) {
        progress.at(now, done, checks);
      }
      now = now.plus(schedule.every());
    }
    for (; replays.stream().anyMatch(RuleReplay::unfinished); now = now.plus(schedule.every())) {
      boolean arrived = arrivals.advance(now);
      for (RuleReplay replay : replays) {
        replay.follow(now, arrived);
      }
    }
  }

  /** A bar that may come but is none of a session that owes one is nobody's loss. */
  private boolean owed(Session bar) {
    return calendar.session(bar.date(), Instant.MAX).map(Session::owed).orElse(true);
  }
}
