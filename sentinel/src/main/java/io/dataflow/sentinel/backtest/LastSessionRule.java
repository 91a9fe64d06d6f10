package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;

/** A rule that looks at nothing but the newest session in the table: an age with a limit. */
public sealed interface LastSessionRule extends Rule permits AgeRule, SinceCloseRule {
  /** Whether the newest session is too old at an instant. */
  boolean stale(Session last, Instant now);

  /** The limit; no session is found stale sooner after its close than about this. */
  Duration limit();

  @Override
  default RuleRun begin(TradingCalendar calendar) {
    return new LastSessionRun(this);
  }
}
