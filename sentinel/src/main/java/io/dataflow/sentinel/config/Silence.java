package io.dataflow.sentinel.config;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Sessions an instrument is declared to have no bar for, such as a suspended share.
 *
 * @param from first silent session date; empty when it was always silent
 * @param until last silent session date; empty when no end is known
 */
public record Silence(Optional<LocalDate> from, Optional<LocalDate> until) {
  public Silence {
    if (from.isEmpty() && until.isEmpty()) {
      throw new IllegalArgumentException("a silence has a first or a last session");
    }
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      throw new IllegalArgumentException(
          "a silence ends after it starts, not " + from.get() + " to " + until.get());
    }
  }

  /** Whether a session lies within, first and last included. */
  public boolean covers(LocalDate session) {
    return from.map(first -> !session.isBefore(first)).orElse(true)
        && until.map(last -> !session.isAfter(last)).orElse(true);
  }
}
