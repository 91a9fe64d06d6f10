package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.BarCount;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Look.Seen;
import io.dataflow.sentinel.table.TableReading.Held;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table holds of one session of a feed.
 *
 * @param rows {@code FINAL} where there is a bar, {@code NULL} where rows have no value
 * @param bars how many, of bars within the session
 */
record SessionRows(Seen rows, Optional<BarCount> bars) {
  SessionRows {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(bars, "bars");
    if (rows == Seen.PROVISIONAL) {
      throw new IllegalArgumentException("rows of a table are not provisional");
    }
  }

  /** Of a table with one row a session. */
  static SessionRows of(Held held) {
    return new SessionRows(
        switch (held) {
          case BAR -> Seen.FINAL;
          case NULL -> Seen.NULL;
        },
        Optional.empty());
  }

  /** Of a table with bars within the session. */
  static SessionRows of(Seen rows, BarCount bars) {
    return new SessionRows(rows, Optional.of(bars));
  }

  boolean bar() {
    return rows == Seen.FINAL;
  }

  /**
   * What a look at it sees: a part of a session's bars is provisional.
   *
   * @param minimumShare of the bars, from which on they are the session
   */
  Seen seen(double minimumShare) {
    boolean inPart = bar() && bars.filter(b -> !b.complete(minimumShare)).isPresent();
    return inPart ? Seen.PROVISIONAL : rows;
  }

  Holding holding(Feed feed, LocalDate session) {
    return bars.map(b -> Holding.of(feed, session, b))
        .orElseGet(
            () ->
                new Holding(
                    feed, session, bar() ? Holding.State.FINAL : Holding.State.ABSENT, List.of()));
  }
}
