package io.dataflow.sentinel.export;

import io.dataflow.sentinel.freshness.FeedVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A verdict with the three instants that dbt's arithmetic on ages needs.
 *
 * @param loadedAt close of the newest session whose bar is there; empty when there is none
 * @param awaited when the session awaited next was or is due; empty when none is
 */
public record DbtSource(FeedVerdict verdict, Optional<Instant> loadedAt, Optional<Window> awaited) {

  public DbtSource {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(loadedAt, "loadedAt");
    Objects.requireNonNull(awaited, "awaited");
  }

  /**
   * From when a session's bar is looked for until it is overdue.
   *
   * @param usual close + lag
   * @param deadline close + lag + grace
   */
  public record Window(LocalDate session, Instant usual, Instant deadline) {
    public Window {
      if (deadline.isBefore(usual)) {
        throw new IllegalArgumentException(
            "the deadline " + deadline + " comes before the usual time " + usual);
      }
    }
  }

  /** What dbt says of a source. */
  enum Status {
    PASS("pass"),
    WARN("warn"),
    ERROR("error"),
    RUNTIME_ERROR("runtime error");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Our verdict in dbt's words: warned is between the usual time and the deadline. */
  Status status(Instant asOf) {
    return switch (verdict.verdict()) {
      case UNKNOWN -> Status.RUNTIME_ERROR;
      case LATE, STALE -> Status.ERROR;
      case FRESH ->
          awaited.filter(w -> !asOf.isBefore(w.usual())).isPresent() ? Status.WARN : Status.PASS;
    };
  }

  /**
   * A limit as whole minutes of age, such that dbt, which asks whether the age is more than the
   * limit, answers as the instants do, which ask whether the limit is reached.
   *
   * @param reached whether the instant lies at or before the one judged
   */
  static long minutes(Instant loadedAt, Instant limit, Instant asOf, boolean reached) {
    Duration allowed = Duration.between(loadedAt, limit);
    long whole = allowed.toMinutes();
    if (!reached) {
      return allowed.equals(Duration.ofMinutes(whole)) ? whole : whole + 1;
    }
    boolean exceeded = Duration.between(loadedAt, asOf).compareTo(Duration.ofMinutes(whole)) > 0;
    return Math.max(0, exceeded ? whole : whole - 1);
  }
}
