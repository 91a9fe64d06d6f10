package io.dataflow.sentinel.incident;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;

/**
 * How far a look at a subject proves it well. What nobody looked at is not proven.
 *
 * @param whole whether it was looked at as a whole and nothing was wrong but what was observed
 * @param sessions those that were seen to be well
 */
public record Proof(boolean whole, Set<LocalDate> sessions) {
  public Proof {
    sessions = Set.copyOf(sessions);
  }

  /** Everything about the subject was looked at. */
  public static Proof ofAll() {
    return new Proof(true, Set.of());
  }

  /** Only these sessions were. */
  public static Proof of(Set<LocalDate> sessions) {
    return new Proof(false, sessions);
  }

  boolean covers(Collection<LocalDate> some) {
    return whole || sessions.containsAll(some);
  }
}
