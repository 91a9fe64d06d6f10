package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.List;

/**
 * What silver and quarantine hold for one session of a feed.
 *
 * @param state whether silver's bar is final, provisional, or absent
 * @param refusedBy names of the rules that refused the newest bar of the session when silver has no
 *     final one; empty when none was refused
 */
public record Holding(Feed feed, LocalDate session, State state, List<String> refusedBy) {
  /** What silver has. */
  public enum State {
    ABSENT,
    PROVISIONAL,
    FINAL
  }

  public Holding {
    refusedBy = List.copyOf(refusedBy);
  }
}
