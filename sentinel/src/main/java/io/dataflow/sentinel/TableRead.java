package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.market.TradingCalendar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was read of a table, in the terms its feeds are judged by. */
interface TableRead {
  /** Those that have rows. */
  Set<String> instruments();

  /** The calendar an instrument's rows name. */
  Optional<String> calendar(String instrument);

  /** What the table holds of an instrument; nothing when it has no rows. */
  TableFeed.Contents contents(String instrument, TradingCalendar calendar);

  /** Takes note of what was said of an instrument, for {@link #remarks}. */
  void judged(String instrument, TradingCalendar calendar, FeedVerdict verdict);

  /** What a person should look at, a sentence each. */
  List<String> remarks();
}
