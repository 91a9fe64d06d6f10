package io.dataflow.sentinel.export;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One entry of a calendar file.
 *
 * @param uid the same whenever the same fact is written again, so that a reader replaces the entry
 * @param summary its title
 * @param description more text, of several lines if need be
 */
public record IcsEvent(String uid, When when, String summary, String description) {
  public IcsEvent {
    if (uid.isBlank() || summary.isBlank()) {
      throw new IllegalArgumentException(
          "an event needs an id and a title: " + uid + ", " + summary);
    }
  }

  /** When it happens. */
  public sealed interface When {
    /** A whole day, wherever the reader is. */
    record AllDay(LocalDate date) implements When {}

    /** From an instant to another; equal ones are a moment. */
    record Timed(Instant start, Instant end) implements When {
      public Timed {
        if (end.isBefore(start)) {
          throw new IllegalArgumentException(
              "an event ends before it starts: " + start + ", " + end);
        }
      }
    }
  }
}
