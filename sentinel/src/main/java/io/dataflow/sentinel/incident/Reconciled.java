package io.dataflow.sentinel.incident;

import java.util.List;

/**
 * What an evaluation means for the incidents.
 *
 * @param changed incidents as they are from now on: new ones, and those of which anything is other
 *     than before
 * @param events what happened to them, in order
 */
public record Reconciled(List<Incident> changed, List<IncidentEvent> events) {
  public Reconciled {
    changed = List.copyOf(changed);
    events = List.copyOf(events);
  }
}
