package io.dataflow.sentinel.backtest;

import java.time.LocalDate;
import java.util.List;

/**
 * What a replay came to.
 *
 * @param checks how many there were in the range
 * @param notOwed dates of bars that were not dropped, because the calendar owes none on their dates
 * @param rules in the order they were given
 */
public record BacktestResult(
    long checks, List<LocalDate> notOwed, Differences differences, List<RuleResult> rules) {
  public BacktestResult {
    notOwed = List.copyOf(notOwed);
    rules = List.copyOf(rules);
  }
}
