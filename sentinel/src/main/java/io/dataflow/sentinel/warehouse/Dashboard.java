package io.dataflow.sentinel.warehouse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people look at besides bars; each row has the values of its table's columns.
 *
 * @param freshness all of it; empty when nothing was judged, and what is there stays
 * @param runs to be added, or brought up to date
 * @param checks of these runs, all of them
 */
public record Dashboard(
    Optional<List<Object[]>> freshness, List<Object[]> runs, List<Object[]> checks) {
  public Dashboard {
    runs = List.copyOf(runs);
    checks = List.copyOf(checks);
  }

  /** Where a dashboard comes from, once it is known what is there. */
  @FunctionalInterface
  public interface Origin {
    /**
     * @param lastStart when the newest run that is published began; empty for all of them
     */
    Dashboard since(Optional<Instant> lastStart);
  }
}
