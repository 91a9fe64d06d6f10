package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What silver and quarantine hold for one session of a feed.
 *
 * @param state whether silver's bar is final, provisional, or absent; of an intraday session the
 *     best of its bars
 * @param refusedBy names of the rules that refused the newest bar of the session when silver has no
 *     final one; empty when none was refused
 * @param bars how many of an intraday session's bars are there, those that count only; empty for
 *     daily bars, and where nobody counted them
 */
public record Holding(
    Feed feed, LocalDate session, State state, List<String> refusedBy, Optional<BarCount> bars) {
  /** What silver has. */
  public enum State {
    ABSENT,
    PROVISIONAL,
    FINAL
  }

  public Holding {
    refusedBy = List.copyOf(refusedBy);
    if (bars.isPresent() && !feed.interval().intraday()) {
      throw notCounted(feed);
    }
  }

  /** One session of a feed with one bar a session. */
  public Holding(Feed feed, LocalDate session, State state, List<String> refusedBy) {
    this(feed, session, state, refusedBy, Optional.empty());
    if (feed.interval().intraday()) {
      throw notCounted(feed);
    }
  }

  /**
   * One session of which nobody counted the bars: {@code FINAL} when it was known to be complete,
   * {@code PROVISIONAL} when it was there in part.
   */
  public static Holding uncounted(Feed feed, LocalDate session, State state) {
    return new Holding(feed, session, state, List.of(), Optional.empty());
  }

  private static IllegalArgumentException notCounted(Feed feed) {
    return new IllegalArgumentException(
        "bars of a session are counted for intraday feeds and for those only: " + feed);
  }

  /** One session of an intraday feed, none of whose bars was refused. */
  public static Holding of(Feed feed, LocalDate session, BarCount bars) {
    State state = bars.there() > 0 ? State.FINAL : State.ABSENT;
    return new Holding(feed, session, state, List.of(), Optional.of(bars));
  }
}
