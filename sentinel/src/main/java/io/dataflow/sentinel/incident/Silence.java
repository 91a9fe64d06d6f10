package io.dataflow.sentinel.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Incidents that nobody is told of for a while. They are recorded all the same, and told when it
 * ends if they last.
 *
 * @param matchers all have to match, as in {@code severity="warning"}
 * @param ends not included
 * @param by who made it
 */
public record Silence(
    String id,
    List<String> matchers,
    Instant starts,
    Instant ends,
    String by,
    String why,
    Instant created) {
  public Silence {
    Objects.requireNonNull(id, "id");
    matchers = List.copyOf(matchers);
    if (matchers.isEmpty() || ends.isBefore(starts)) {
      throw new IllegalArgumentException(matchers + " from " + starts + " until " + ends);
    }
  }

  public boolean lastsAt(Instant at) {
    return !at.isBefore(starts) && at.isBefore(ends);
  }

  /** The same, over at an instant. */
  public Silence endedAt(Instant at) {
    Instant end = at.isBefore(starts) ? starts : at;
    return new Silence(id, matchers, starts, end, by, why, created);
  }
}
