package io.dataflow.sentinel.source;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;

/**
 * What to ask a source for.
 *
 * @param from inclusive
 * @param to exclusive, though vendors do not keep to it
 */
public record Request(Symbol symbol, Interval interval, Instant from, Instant to) {
  public Request {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("an empty range: " + from + " to " + to);
    }
  }
}
