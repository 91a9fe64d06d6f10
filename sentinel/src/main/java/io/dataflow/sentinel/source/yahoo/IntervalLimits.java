package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.source.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of an interval the endpoint gives at once and how far back. It counts in seconds from
 * its own now, so a day of margin is left at each end: one minute bars reach 29 days back, 7 a
 * request.
 */
final class IntervalLimits {
  private IntervalLimits() {}

  /** How old a bar may be at most; daily and longer bars have no limit. */
  private static Duration age(Interval interval) {
    return switch (interval) {
      case MINUTE_1 -> Duration.ofDays(29);
      case MINUTE_2, MINUTE_5, MINUTE_15, MINUTE_30, MINUTE_90 -> Duration.ofDays(59);
      case HOUR_1, HOUR_4 -> Duration.ofDays(729);
      case DAY_1, DAY_5, WEEK_1, MONTH_1, MONTH_3 -> Duration.ofDays(400_000);
    };
  }

  private static Duration span(Interval interval) {
    return interval == Interval.MINUTE_1 ? Duration.ofDays(7) : age(interval);
  }

  /** The request in windows the endpoint answers, oldest first; none when all of it is too old. */
  static List<Request> windows(Request request, Instant now) {
    Instant oldest = now.minus(age(request.interval())).plus(Duration.ofDays(1));
    Instant from = request.from().isBefore(oldest) ? oldest : request.from();
    Duration span = span(request.interval());
    List<Request> windows = new ArrayList<>();
    while (from.isBefore(request.to())) {
      Instant end = from.plus(span);
      Instant to = end.isBefore(request.to()) ? end : request.to();
      windows.add(new Request(request.symbol(), request.interval(), from, to));
      from = to;
    }
    return windows;
  }
}
