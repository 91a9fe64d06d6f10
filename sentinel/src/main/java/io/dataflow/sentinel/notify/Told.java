package io.dataflow.sentinel.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * What a receiver knows of one incident.
 *
 * @param upTo the incident's last note that was told; empty when nothing was
 * @param over whether its end was told, or need not be
 * @param acknowledged whether it was told that a person has taken it up
 */
public record Told(String incident, Optional<Instant> upTo, boolean over, boolean acknowledged) {
  static Told nothing(String incident) {
    return new Told(incident, Optional.empty(), false, false);
  }
}
