package io.dataflow.sentinel.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * One thing that is wrong with one subject at one instant.
 *
 * @param sessions which ones, in order; empty where it is about no session
 * @param since when it began: the first deadline that was missed
 * @param expected what should have been: {@code the bar of Fri 2026-11-20 by Sat 04:30 UTC}
 * @param cause the likely cause: {@code source failed: HTTP 503}
 * @param missed deadlines missed in a row, at least 1
 */
public record Observation(
    IncidentClass what,
    Subject subject,
    List<LocalDate> sessions,
    Instant since,
    String expected,
    String cause,
    int missed) {
  public Observation {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(since, "since");
    sessions = List.copyOf(sessions);
    if (what.ofInstruments() != subject.exchange().isPresent()) {
      throw new IllegalArgumentException(what + " of " + subject);
    }
    if (missed < 1) {
      throw new IllegalArgumentException(what + " of " + subject + " with " + missed + " missed");
    }
  }
}
