package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FreshnessFile.Data;
import io.dataflow.sentinel.ledger.InstrumentFacts;

/** Tells simulated data by what the stand-in writes into every instrument's name. */
final class Simulation {
  private static final String MARK = "(simulated)";

  private Simulation() {}

  static Data of(Sentinel sentinel) {
    boolean simulated =
        sentinel.ledger().facts().stream()
            .map(InstrumentFacts::name)
            .anyMatch(name -> name.filter(n -> n.endsWith(MARK)).isPresent());
    return simulated ? Data.SIMULATED : Data.REAL;
  }
}
