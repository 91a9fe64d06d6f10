package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything recorded about a feed that a verdict is made from; rows of other feeds do not belong
 * here.
 *
 * @param expectations written ones, in any order; of one session the newest recorded not after the
 *     judged instant counts, of two recorded at once the later in the list
 * @param looks in any order; those after the judged instant are left out. A look at a bar that is
 *     no arrival (zero, future-stamped, repeated) is recorded as {@code NULL}, not as {@code FINAL}
 * @param holdings what the table held at the judged instant; a session without one is absent
 * @param lastAttempt the last time a source was asked not after the judged instant
 * @param everHadData whether any bar of the instrument was ever seen, in these rows or before them
 * @param coverageFrom from where sessions before the first expectation count as coverage, never
 *     before the first trade date; empty when they do not
 */
public record Evidence(
    Feed feed,
    List<Expectation> expectations,
    List<Look> looks,
    List<Holding> holdings,
    Optional<Attempt> lastAttempt,
    boolean everHadData,
    Optional<LocalDate> coverageFrom) {

  public Evidence {
    Objects.requireNonNull(feed, "feed");
    expectations = List.copyOf(expectations);
    looks = List.copyOf(looks);
    holdings = List.copyOf(holdings);
    Objects.requireNonNull(coverageFrom, "coverageFrom");
    for (Expectation expectation : expectations) {
      same(feed, expectation.feed());
    }
    for (Look look : looks) {
      same(feed, look.feed());
    }
    for (Holding holding : holdings) {
      same(feed, holding.feed());
    }
    if (lastAttempt.isPresent()) {
      same(feed, lastAttempt.get().feed());
    }
  }

  private static void same(Feed feed, Feed other) {
    if (feed != other && !feed.equals(other)) {
      throw new IllegalArgumentException("evidence of " + other + " given for " + feed);
    }
  }
}
