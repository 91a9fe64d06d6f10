package io.dataflow.sentinel.ci;

import java.util.Objects;
import java.util.Optional;

/**
 * One remark beside a job's log.
 *
 * @param spot where it stands in the repository; empty when nowhere
 * @param title what is wrong, in some words
 * @param message the same in sentences, over several lines where that helps
 */
public record Annotation(Level level, Optional<Spot> spot, String title, String message) {
  /** How much it matters, the most first. */
  public enum Level {
    ERROR("error"),
    WARNING("warning"),
    NOTICE("notice");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** As GitHub names it. */
    public String word() {
      return word;
    }
  }

  public Annotation {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(spot, "spot");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(message, "message");
  }
}
