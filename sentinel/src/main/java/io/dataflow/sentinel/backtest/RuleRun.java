package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;

/** A rule at work in one replay: told the time of each check in order, asked about tables. */
interface RuleRun {
  /**
   * Goes on to the next check; false when nothing the rule says of an unchanged table can differ
   * from what it said at the check before.
   */
  boolean advance(Instant now);

  /** Whether the rule calls the table stale at this check. */
  boolean alarms(Table table);

  /**
   * Whether the rule notices at this check that a session is lost.
   *
   * @param damaged the table of the feed that lost it
   * @param whole the table of the feed that did not
   */
  boolean notices(Session lost, Loss loss, Table damaged, Table whole);

  /** Whether a later check may still notice it. */
  boolean mayStillNotice(Session lost, Table damaged);
}
