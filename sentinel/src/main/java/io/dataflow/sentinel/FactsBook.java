package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Decision;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was known of instruments at each point of bronze's history, found again from the answers and
 * the decisions of people alone.
 */
final class FactsBook {
  private final Map<String, InstrumentFacts> known = new TreeMap<>();
  private final Map<String, InstrumentFacts> told = new HashMap<>();
  private final List<Decision> decisions;

  /**
   * @param decisions oldest first
   */
  FactsBook(List<Decision> decisions) {
    this.decisions = new ArrayList<>(decisions);
  }

  /**
   * What was known when a run's first answer came.
   *
   * <p>A decision counts from its time on, once the change it is about was told: with a clock that
   * stands still, time alone does not say which came first.
   */
  Collection<InstrumentFacts> before(Instant firstAnswer) {
    decisions.removeIf(d -> !d.at().isAfter(firstAnswer) && accepted(d));
    return List.copyOf(known.values());
  }

  private boolean accepted(Decision decision) {
    String symbol = decision.symbol().value();
    boolean about =
        Optional.ofNullable(told.get(symbol))
            .flatMap(now -> Identity.change(known.values(), now))
            .filter(decision.about()::equals)
            .isPresent();
    if (about && decision.kind().equals("accept")) {
      InstrumentFacts now = told.remove(symbol);
      known.put(key(now), now);
      return true;
    }
    return false;
  }

  /** Enters what was known when a lake was restored. */
  void enter(Collection<InstrumentFacts> facts) {
    facts.forEach(f -> known.putIfAbsent(key(f), f));
  }

  /** Each source says for itself what an instrument is. */
  static String key(InstrumentFacts facts) {
    return facts.symbol() + " " + facts.source();
  }

  /** Enters what a run's answers told. */
  void enter(Admission admission) {
    admission.fresh().forEach(f -> known.putIfAbsent(key(f), f));
    admission.held().keySet().forEach(f -> told.put(f.symbol().value(), f));
    admission.confirmed().forEach(told::remove);
  }
}
