package io.dataflow.sentinel.export;

import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.market.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Verdicts of one instrument of New York around Friday, 5 July 2024, with lag PT1H, grace PT30M.
 */
final class Verdicts {
  static final LocalDate WEDNESDAY = LocalDate.of(2024, 7, 3);
  static final LocalDate FRIDAY = LocalDate.of(2024, 7, 5);

  /** The early close of Wednesday. */
  static final Instant WEDNESDAYS_CLOSE = Instant.parse("2024-07-03T17:00:00Z");

  static final Instant FRIDAYS_CLOSE = Instant.parse("2024-07-05T20:00:00Z");
  static final Instant FRIDAYS_DEADLINE = Instant.parse("2024-07-05T21:30:00Z");

  /** What Friday's bar is awaited by. */
  static final DbtSource.Window FRIDAYS_WINDOW =
      new DbtSource.Window(FRIDAY, Instant.parse("2024-07-05T21:00:00Z"), FRIDAYS_DEADLINE);

  private Verdicts() {}

  static FeedVerdict of(String instrument, Verdict verdict) {
    return new FeedVerdict(
        new Feed("silver.bars", instrument, Interval.DAY_1),
        Optional.of("XNYS"),
        verdict,
        "a reason",
        List.of(),
        Optional.of(WEDNESDAY),
        Optional.of(new Due(WEDNESDAY, Instant.parse("2024-07-03T18:30:00Z"))),
        Optional.of(new Due(FRIDAY, FRIDAYS_DEADLINE)),
        new Coverage(3, 4),
        List.of());
  }
}
