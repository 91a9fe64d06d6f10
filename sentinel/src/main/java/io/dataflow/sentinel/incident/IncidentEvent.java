package io.dataflow.sentinel.incident;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * One entry of an incident's history.
 *
 * @param by who: {@code sentinel}, or a person's name
 * @param detail in words
 */
public record IncidentEvent(String incidentId, Instant at, Kind kind, String by, String detail) {
  /** The program itself, as the one who did something. */
  public static final String PROGRAM = "sentinel";

  /** What happened. */
  public enum Kind {
    OPENED,
    REOPENED,
    /** More members, or fewer. */
    CHANGED,
    /** The severity rose. */
    WORSENED,
    /** It comes and goes; from now on it has to stay well for a while. */
    FLAPPING,
    /** All was seen to be well, while it flaps or after a person resolved it. */
    CLEARED,
    ACKNOWLEDGED,
    SNOOZED,
    WOKEN,
    /** A message about it was delivered. */
    NOTIFIED,
    /** A message about it was given up. */
    NOT_NOTIFIED,
    RESOLVED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public IncidentEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
  }
}
