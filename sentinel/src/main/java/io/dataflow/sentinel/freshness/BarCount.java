package io.dataflow.sentinel.freshness;

import java.util.Objects;

/**
 * How many of an intraday session's scheduled bars are there. Minutes without a trade have no bar,
 * so a whole session may well have fewer than are scheduled.
 *
 * @param there scheduled bars that are there, each counted once
 * @param scheduled bars the session is cut into
 * @param end what tells that the session has ended
 */
public record BarCount(int there, int scheduled, End end) {
  /** Which bar shows that no earlier one is still to come. */
  public enum End {
    /** Neither the last scheduled bar nor a later one is there. */
    NOT_SEEN,
    /** A bar after the last scheduled one is there, the last one is not. */
    LATER_BAR,
    /** The last scheduled bar is there. */
    LAST_BAR
  }

  public BarCount {
    Objects.requireNonNull(end, "end");
    int least = end == End.LAST_BAR ? 1 : 0;
    if (there < least || there > scheduled) {
      throw new IllegalArgumentException(there + " of " + scheduled + " bars cannot be there");
    }
  }

  /**
   * Whether the session is complete: it ended, and of its other bars at least a share is there.
   *
   * @param minimumShare 0 to 1
   */
  public boolean complete(double minimumShare) {
    int others = there - (end == End.LAST_BAR ? 1 : 0);
    return end != End.NOT_SEEN && others >= minimumShare * (scheduled - 1);
  }

  /** {@code 388/390}. */
  @Override
  public String toString() {
    return there + "/" + scheduled;
  }
}
