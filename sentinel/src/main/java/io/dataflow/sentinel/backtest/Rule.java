package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.TradingCalendar;

/** A way to tell from what is in a table, and the time, that a bar is missing. Immutable. */
public sealed interface Rule permits LastSessionRule, SessionsRule {
  /** The rule as it is written on the command line. */
  String text();

  /** A replay of this rule from its first check on. */
  RuleRun begin(TradingCalendar calendar);
}
