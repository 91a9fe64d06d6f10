package io.dataflow.sentinel.watchdog;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A run as others see it.
 *
 * @param began the instant it judged by when it began, by its own clock
 * @param end empty while it is at work, and for good when it was cut off
 */
public record SeenRun(String id, Instant began, Optional<End> end) {
  /** Fine, data refused or overdue, warnings only: in all of these it came to verdicts. */
  private static final Set<Integer> VERDICTS = Set.of(0, 1, 2);

  /**
   * How it ended.
   *
   * @param exitCode as the program ends with
   * @param why its first problem, where that is known
   */
  public record End(Instant at, int exitCode, Optional<String> why) {}

  /** Whether it ended with verdicts, good or bad. */
  public boolean judged() {
    return end.filter(e -> VERDICTS.contains(e.exitCode())).isPresent();
  }
}
