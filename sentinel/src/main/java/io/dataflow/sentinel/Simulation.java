package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FreshnessFile.Data;
import java.util.Optional;

/** Tells simulated data by what the stand-in writes into every instrument's name. */
final class Simulation {
  private static final String MARK = "(simulated)";

  private Simulation() {}

  static Data of(Sentinel sentinel) {
    return sentinel.ledger().facts().stream().anyMatch(f -> marks(f.name()))
        ? Data.SIMULATED
        : Data.REAL;
  }

  /** Whether an instrument's name says that it is made up. */
  static boolean marks(Optional<String> name) {
    return name.filter(n -> n.endsWith(MARK)).isPresent();
  }
}
