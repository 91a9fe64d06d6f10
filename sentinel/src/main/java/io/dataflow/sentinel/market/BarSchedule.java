package io.dataflow.sentinel.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bars a session is cut into: where each one starts, by the session's real hours.
 *
 * <p>The grid starts anew after a break, and the last bar before a break or the close may be
 * shorter: an hourly New York session has 7 bars, that of a half day 4.
 *
 * <pre>
 * XTKS 2024-07-03, 1h, UTC   00:00 01:00 02:00 (to 02:30) | 03:30 04:30 05:30 (to 06:00)
 * </pre>
 *
 * @param starts in order, at least one
 */
public record BarSchedule(List<Instant> starts) {
  public BarSchedule {
    starts = List.copyOf(starts);
    if (starts.isEmpty()) {
      throw new IllegalArgumentException("a session has at least one bar");
    }
  }

  /**
   * The bars of an intraday interval.
   *
   * @throws IllegalArgumentException for an interval of a day or longer
   */
  public static BarSchedule of(Session session, Interval interval) {
    Duration length =
        interval
            .length()
            .orElseThrow(
                () -> new IllegalArgumentException(interval + " does not cut a session into bars"));
    List<Instant> starts = new ArrayList<>();
    Instant morningEnd = session.pause().map(Session.Pause::start).orElse(session.close());
    cut(starts, session.open(), morningEnd, length);
    session.pause().ifPresent(pause -> cut(starts, pause.end(), session.close(), length));
    return new BarSchedule(starts);
  }

  private static void cut(List<Instant> starts, Instant from, Instant to, Duration length) {
    for (Instant start = from; start.isBefore(to); start = start.plus(length)) {
      starts.add(start);
    }
  }

  /** How many bars are scheduled. */
  public int size() {
    return starts.size();
  }

  /** The start of the last bar. */
  public Instant last() {
    return starts.get(starts.size() - 1);
  }

  /**
   * The scheduled start of the bar that a stamp falls into; empty before the first bar. A stamp in
   * a break or after the close falls into the bar before it.
   */
  public Optional<Instant> startOf(Instant stamp) {
    int low = 0;
    int high = starts.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (starts.get(middle).isAfter(stamp)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(starts.get(low - 1));
  }
}
