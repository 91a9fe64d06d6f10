package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;
import java.util.Optional;

/**
 * One planted fault: what goes wrong, for whom and when.
 *
 * @param symbol whose answers it spoils; empty for everybody's
 * @param fault what goes wrong
 * @param times after how many answers it is over; empty for never
 * @param from the first moment it is there; empty for always
 * @param until the moment it is over, exclusive; empty for never
 */
public record FaultRule(
    Optional<Symbol> symbol,
    Fault fault,
    Optional<Integer> times,
    Optional<Instant> from,
    Optional<Instant> until) {

  public FaultRule {
    if (times.isPresent() && times.get() < 1) {
      throw new IllegalArgumentException("a fault happens at least once, not " + times.get());
    }
  }

  boolean concerns(Symbol asked, Instant now) {
    return symbol.map(asked::equals).orElse(true)
        && from.map(start -> !now.isBefore(start)).orElse(true)
        && until.map(now::isBefore).orElse(true);
  }

  /** The fault in plain words: {@code ETH-USD: the request is answered with status 429, once}. */
  public String words() {
    String often = times.map(n -> n == 1 ? ", once" : ", " + n + " times").orElse("");
    return symbol.map(Symbol::value).orElse("every symbol")
        + ": "
        + fault.words()
        + often
        + from.map(start -> ", from " + start).orElse("")
        + until.map(end -> ", until " + end).orElse("");
  }
}
