package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Facts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
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

  /** A row of facts that tells something. */
  static boolean tells(Facts facts) {
    return facts.name().isPresent()
        || facts.currency().isPresent()
        || facts.exchange().isPresent()
        || facts.type().isPresent()
        || facts.zone().isPresent()
        || facts.firstTrade().isPresent();
  }

  /**
   * What differs from what is known of a symbol: by the same source all of it, by another one the
   * currency, for the others each has words of its own.
   */
  static Optional<String> change(Collection<InstrumentFacts> known, InstrumentFacts now) {
    List<InstrumentFacts> same =
        known.stream().filter(f -> f.symbol().equals(now.symbol())).toList();
    Optional<InstrumentFacts> own =
        same.stream().filter(f -> f.source().equals(now.source())).findFirst();
    return own.isPresent()
        ? change(own.get(), now)
        : same.stream()
            .filter(f -> f.currency().isPresent() && now.currency().isPresent())
            .filter(f -> !f.currency().equals(now.currency()))
            .findFirst()
            .map(
                f ->
                    "currency "
                        + f.currency().get()
                        + " of "
                        + f.source()
                        + " -> "
                        + now.currency().get()
                        + " of "
                        + now.source());
  }

  /** What several sources say of one instrument together; the first that says something counts. */
  static Optional<InstrumentFacts> merged(List<InstrumentFacts> told) {
    return told.stream()
        .reduce(
            (a, b) ->
                new InstrumentFacts(
                    a.source(),
                    a.symbol(),
                    a.name().or(b::name),
                    a.currency().or(b::currency),
                    a.exchange().or(b::exchange),
                    a.type().or(b::type),
                    a.zone().or(b::zone),
                    a.firstTradeDate().isPresent() ? a.firstTradeDate() : b.firstTradeDate(),
                    a.recordedAt()));
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
