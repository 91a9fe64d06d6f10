package io.dataflow.sentinel.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a route is quiet at a moment.
 *
 * @param window name of the time interval; of those it is active in, all with commas between
 * @param until the first moment at which it is not; empty when that is more than a year ahead
 */
public record Muted(String window, Why why, Optional<Instant> until) {
  /** Which kind of window it is. */
  public enum Why {
    IN_MUTE_WINDOW("muted in"),
    OUTSIDE_ACTIVE_WINDOWS("not active outside of");

    private final String words;

    Why(String words) {
      this.words = words;
    }
  }

  Muted until(Optional<Instant> end) {
    return new Muted(window, why, end);
  }

  /** In words: {@code muted in nights until 2026-03-09T06:00:00Z}. */
  @Override
  public String toString() {
    return why.words + " " + window + until.map(end -> " until " + end).orElse("");
  }
}
