package io.dataflow.sentinel.incident;

import java.time.LocalDate;
import java.util.List;

/**
 * One instrument, file or channel that an incident is about.
 *
 * @param sessions which of its sessions; empty where it is about none
 * @param cause why, for this one
 */
public record Member(String name, List<LocalDate> sessions, String cause) {
  public Member {
    sessions = List.copyOf(sessions);
  }
}
