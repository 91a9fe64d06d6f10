package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds the incident that somebody names by its id or the beginning of it. */
final class IncidentChoice {
  private IncidentChoice() {}

  /**
   * The one incident.
   *
   * @throws ParameterException when there is none or more than one
   */
  static Incident of(Sentinel sentinel, String id, CommandLine line) {
    if (!sentinel.everRan()) {
      throw new ParameterException(line, sentinel.nothingRan());
    }
    List<Incident> named = sentinel.ledger().incidents().named(id.strip());
    List<Incident> exact = named.stream().filter(i -> i.id().equals(id.strip())).toList();
    List<Incident> found = exact.isEmpty() ? named : exact;
    if (found.isEmpty() || id.isBlank()) {
      throw new ParameterException(
          line, "no incident has the id \"" + id + "\". See: sentinel incidents ls --all");
    }
    if (found.size() > 1) {
      String ids = found.stream().limit(9).map(Incident::id).collect(Collectors.joining(", "));
      throw new ParameterException(line, "\"" + id + "\" begins several ids: " + ids);
    }
    return found.get(0);
  }

  /**
   * As {@link #of}, and not over.
   *
   * @throws ParameterException when it is over
   */
  static Incident lasting(Sentinel sentinel, String id, CommandLine line) {
    Incident incident = of(sentinel, id, line);
    if (incident.over()) {
      throw new ParameterException(
          line,
          "incident "
              + incident.id()
              + " is over since "
              + incident.standing().resolvedAt().orElseThrow()
              + ": "
              + incident.standing().note());
    }
    return incident;
  }
}
