package io.dataflow.sentinel.source;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A bar as sent, before any rule looked at it.
 *
 * @param session the session date; empty when the stamp names no date
 * @param stamp epoch seconds as sent
 * @param live stamped with the time of the last trade: not settled
 * @param copies how many rows of the answer claim this session with other values, itself included
 * @param open price; NaN when absent, as for all prices
 * @param adjclose close adjusted for dividends; NaN when absent
 */
public record CandidateBar(
    Optional<LocalDate> session,
    long stamp,
    boolean live,
    int copies,
    double open,
    double high,
    double low,
    double close,
    double adjclose,
    OptionalLong volume) {

  /** Whether it is a placeholder without any price. */
  public boolean empty() {
    return Double.isNaN(open) && Double.isNaN(high) && Double.isNaN(low) && Double.isNaN(close);
  }

  /** Whether another bar has the same prices and volume. */
  public boolean sameValues(CandidateBar other) {
    return Double.compare(open, other.open) == 0
        && Double.compare(high, other.high) == 0
        && Double.compare(low, other.low) == 0
        && Double.compare(close, other.close) == 0
        && volume.equals(other.volume);
  }

  /** The same bar with another count of rivals. */
  public CandidateBar withCopies(int count) {
    return new CandidateBar(session, stamp, live, count, open, high, low, close, adjclose, volume);
  }
}
