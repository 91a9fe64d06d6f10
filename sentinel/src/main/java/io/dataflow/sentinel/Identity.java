package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Facts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells whether a symbol still names the same instrument: tickers get reused. */
final class Identity {
  private Identity() {}

  /** What a source says now, in the ledger's form. */
  static InstrumentFacts facts(String source, Symbol symbol, Facts facts, Instant at) {
    return new InstrumentFacts(
        source,
        symbol,
        facts.name(),
        facts.currency(),
        facts.exchange(),
        facts.type(),
        facts.zone().map(ZoneId::getId),
        facts.firstTrade(),
        at);
  }

  /** What differs, in words; empty when it is the same instrument. */
  static Optional<String> change(InstrumentFacts known, InstrumentFacts now) {
    List<String> changes = new ArrayList<>();
    compare(changes, "currency", known.currency(), now.currency());
    compare(changes, "exchange", known.exchange(), now.exchange());
    compare(changes, "instrument type", known.type(), now.type());
    compare(changes, "kind of data", kind(known), kind(now));
    compare(changes, "first trade date", date(known.firstTradeDate()), date(now.firstTradeDate()));
    return changes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changes));
  }

  /** Real bars never enter a lake of simulated ones, nor the other way round. */
  private static Optional<String> kind(InstrumentFacts facts) {
    return Optional.of(Simulation.marks(facts.name()) ? "simulated" : "real");
  }

  /** A value that was never told before is no change; one that is gone is. */
  private static void compare(
      List<String> changes, String what, Optional<String> known, Optional<String> now) {
    if (known.isPresent() && !known.equals(now)) {
      changes.add(what + " " + known.get() + " -> " + now.orElse("none"));
    }
  }

  private static Optional<String> date(OptionalLong seconds) {
    return seconds.isPresent()
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()).toString())
        : Optional.empty();
  }
}
