package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;

/**
 * What freshness is judged for: one instrument at one interval in one dataset.
 *
 * @param dataset the table's name, {@code silver.bars}
 */
public record Feed(String dataset, Symbol instrument, Interval interval)
    implements Comparable<Feed> {
  @Override
  public int compareTo(Feed other) {
    return java.util.Comparator.comparing(Feed::dataset)
        .thenComparing(Feed::instrument)
        .thenComparing(Feed::interval)
        .compare(this, other);
  }
}
