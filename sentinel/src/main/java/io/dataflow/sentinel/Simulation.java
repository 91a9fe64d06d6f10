package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FreshnessFile.Data;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import java.util.List;

/** Tells simulated data by what the stand-in writes into every instrument's name. */
final class Simulation {
  private static final String MARK = "(simulated)";

  private Simulation() {}

  static Data of(Sentinel sentinel, List<Landed> landed) {
    boolean simulated =
        sentinel.ledger().facts().stream()
            .map(InstrumentFacts::name)
            .anyMatch(name -> name.filter(n -> n.endsWith(MARK)).isPresent());
    return simulated && sentinel.source().loopback() ? Data.SIMULATED : Data.REAL;
  }
}
