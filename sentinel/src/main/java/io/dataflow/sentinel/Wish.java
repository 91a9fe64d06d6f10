package io.dataflow.sentinel;

import io.dataflow.sentinel.market.Symbol;
import java.util.Optional;
import java.util.Set;

/**
 * Whose whole history a person wants to be asked for again.
 *
 * @param symbols those instruments; empty means every one that is chosen
 */
record Wish(Optional<Set<Symbol>> symbols) {
  Wish {
    symbols = symbols.map(Set::copyOf);
  }

  /** Nobody's. */
  static Wish none() {
    return new Wish(Optional.of(Set.of()));
  }

  boolean names(Symbol symbol) {
    return symbols.map(s -> s.contains(symbol)).orElse(true);
  }
}
