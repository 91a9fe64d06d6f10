package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Duration;
import java.time.Instant;

/** The replay of an age rule: it knows the newest session and the time, nothing else. */
final class LastSessionRun implements RuleRun {
  /** A rule that has not told a stopped feed from a running one by then never will. */
  private static final Duration PATIENCE = Duration.ofDays(60);

  private final LastSessionRule rule;
  private Instant now = Instant.MIN;

  LastSessionRun(LastSessionRule rule) {
    this.rule = rule;
  }

  @Override
  public boolean advance(Instant later) {
    now = later;
    return true;
  }

  @Override
  public boolean alarms(Table table) {
    return table.last().filter(last -> rule.stale(last, now)).isPresent();
  }

  /** An alarm that would ring just as well had nothing been lost tells nobody of the loss. */
  @Override
  public boolean notices(Session lost, Loss loss, Table damaged, Table whole) {
    return alarms(damaged) && !alarms(whole);
  }

  /** Behind a newer bar both tables look the same to it. */
  @Override
  public boolean mayStillNotice(Session lost, Table damaged) {
    boolean behind = damaged.last().filter(last -> last.date().isAfter(lost.date())).isPresent();
    return !behind && now.isBefore(lost.close().plus(rule.limit()).plus(PATIENCE));
  }
}
