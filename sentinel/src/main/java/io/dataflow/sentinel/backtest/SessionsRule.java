package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.TradingCalendar;

/** {@code sessions}: the program's own judgement, by written expectations and their deadlines. */
record SessionsRule(FeedTerms terms, String text) implements Rule {
  @Override
  public RuleRun begin(TradingCalendar calendar) {
    return new SessionsRun(calendar, terms);
  }
}
