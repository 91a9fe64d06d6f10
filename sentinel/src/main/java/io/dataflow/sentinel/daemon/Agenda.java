package io.dataflow.sentinel.daemon;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When each instrument is asked for next, and when somebody is to look whether a deadline passed.
 *
 * @param checks by instrument
 * @param deadline the next one of any instrument
 */
public record Agenda(Map<String, Instant> checks, Optional<Instant> deadline) {
  public Agenda {
    checks = Map.copyOf(checks);
  }

  /** The instruments it is time for, in order. */
  public List<String> due(Instant now) {
    return checks.entrySet().stream()
        .filter(e -> !e.getValue().isAfter(now))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** When it is time for the next ones, and for which. */
  public Optional<Coming> coming(Instant now) {
    Optional<Instant> first =
        checks.values().stream().filter(at -> at.isAfter(now)).min(Comparator.naturalOrder());
    return first.map(
        at ->
            new Coming(
                at,
                checks.keySet().stream().filter(i -> checks.get(i).equals(at)).sorted().toList()));
  }

  /** Instruments that are asked for at an instant. */
  public record Coming(Instant at, List<String> instruments) {
    public Coming {
      instruments = List.copyOf(instruments);
    }
  }
}
