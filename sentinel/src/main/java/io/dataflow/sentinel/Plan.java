package io.dataflow.sentinel;

import java.time.Instant;
import java.util.List;

/** Decides what a run asks for. */
interface Plan {
  /**
   * What is asked for, in the order it is asked for.
   *
   * @param instruments that may be asked for
   */
  List<Planned> of(Sentinel sentinel, List<Instrument> instruments, Instant now);

  /** What is missing, and the last sessions again. */
  static Plan usual() {
    return whole(Wish.none());
  }

  /** As usual, and the whole history of those that are wished for. */
  static Plan whole(Wish wish) {
    return (sentinel, instruments, now) ->
        sentinel.planner(wish).plan(instruments, sentinel.held(instruments, wish, now), now);
  }
}
