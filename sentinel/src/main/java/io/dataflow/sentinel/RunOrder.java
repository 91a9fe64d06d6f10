package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.BronzeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the names of runs in the order of the runs, also when the clock is set back: bronze is read
 * again by name, and of two answers the later one counts.
 */
final class RunOrder {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT);
  private static final int STAMP_LENGTH = "20260304T233000000Z".length();

  private RunOrder() {}

  /** An instant for the name of the next run, now unless an earlier run has a later name. */
  static Instant after(Bronze bronze, Instant now) {
    return newest(bronze)
        .map(last -> last.plusMillis(1))
        .filter(next -> next.isAfter(now))
        .orElse(now);
  }

  private static Optional<Instant> newest(Bronze bronze) {
    try {
      return bronze.runs().stream().flatMap(name -> stamp(name).stream()).max(Instant::compareTo);
    } catch (BronzeException e) {
      // the run meets the same failure in its first stage, and reports it there
      return Optional.empty();
    }
  }

  private static Optional<Instant> stamp(String name) {
    if (name.length() < STAMP_LENGTH) {
      return Optional.empty();
    }
    try {
      String stamp = name.substring(0, STAMP_LENGTH);
      return Optional.of(LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      // of another kind than a run: its name says nothing of the time
      return Optional.empty();
    }
  }
}
