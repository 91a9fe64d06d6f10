package io.dataflow.sentinel;

import io.dataflow.sentinel.source.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts the requests of a run into groups that are fetched and promoted one after the other, so that
 * the bars of a long history need not fit into memory together.
 *
 * <p>A group is a batch with receipts of its own. It holds an instrument once, as a batch does, and
 * few enough days. The last sessions of thousands of instruments are one group, and so one commit.
 */
final class Groups {
  /** Days asked for in a group at most; a day is a bar or none. */
  private static final long MOST_DAYS = 1_000_000;

  private Groups() {}

  /** The groups in the order of the requests; one without any when nothing is asked for. */
  static List<List<Request>> of(List<Request> requests, Instant now) {
    List<List<Request>> groups = new ArrayList<>();
    List<Request> group = new ArrayList<>();
    Set<String> symbols = new HashSet<>();
    long days = 0;
    for (Request request : requests) {
      long more = days(request, now);
      if (symbols.contains(request.symbol().value()) || days + more > MOST_DAYS && days > 0) {
        groups.add(List.copyOf(group));
        group.clear();
        symbols.clear();
        days = 0;
      }
      group.add(request);
      symbols.add(request.symbol().value());
      days += more;
    }
    groups.add(List.copyOf(group));
    return groups;
  }

  private static long days(Request request, Instant now) {
    Instant to = request.to().isBefore(now) ? request.to() : now;
    return Math.max(1, Duration.between(request.from(), to).toDays());
  }

  /** The id of a group's batch and receipts: the run's own, then {@code RUN.002} and so on. */
  static String id(String run, int index) {
    return index == 0 ? run : String.format(Locale.ROOT, "%s.%03d", run, index + 1);
  }
}
