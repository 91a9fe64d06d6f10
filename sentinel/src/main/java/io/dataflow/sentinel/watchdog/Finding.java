package io.dataflow.sentinel.watchdog;

import io.dataflow.sentinel.incident.Severity;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with the runs of an installation.
 *
 * @param where it was read, without secrets
 * @param title what is wrong, on one line
 * @param since when it began to be wrong; empty when nobody knows
 * @param expected what should have been, on one line
 * @param cause the likely cause, on one line
 * @param command what to type to see more, or to mend it
 */
public record Finding(
    Kind kind,
    String where,
    String title,
    Optional<Instant> since,
    String expected,
    String cause,
    String command) {

  /** What can be wrong, and how much it matters. */
  public enum Kind {
    /** No run is recorded at all. */
    NEVER_RAN("never-ran", Severity.CRITICAL),
    /** No run began for too long. */
    STOPPED("stopped", Severity.CRITICAL),
    /** Nobody looked for what was due, and still nobody has. */
    MISSED("missed", Severity.ERROR),
    /** Somebody looked for what was due, too late. */
    LATE("late", Severity.WARNING),
    /** The last run ended without a verdict. */
    WITHOUT_VERDICT("without-verdict", Severity.ERROR),
    /** The last run did not end, and its process is gone. */
    CUT_OFF("cut-off", Severity.ERROR),
    /** A job of a CI is over, and no run of it came to its end. */
    WITHOUT_RUN("without-run", Severity.ERROR),
    /** A run has been at work for very long. */
    STILL_AT_WORK("still-at-work", Severity.WARNING),
    /** A run is recorded that begins later than now. */
    IN_THE_FUTURE("in-the-future", Severity.ERROR);

    private final String word;
    private final Severity severity;

    Kind(String word, Severity severity) {
      this.word = word;
      this.severity = severity;
    }

    /** As other programs read it: {@code cut-off}. Stays the same from version to version. */
    public String word() {
      return word;
    }

    public Severity severity() {
      return severity;
    }
  }

  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(since, "since");
  }
}
