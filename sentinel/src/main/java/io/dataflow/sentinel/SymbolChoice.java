package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Sql;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * All symbols, or some.
 *
 * @param some none for all
 */
record SymbolChoice(Set<String> some) {
  static final SymbolChoice ALL = new SymbolChoice(Set.of());

  SymbolChoice {
    some = Set.copyOf(some);
  }

  static SymbolChoice of(Collection<String> symbols) {
    return new SymbolChoice(new TreeSet<>(symbols));
  }

  boolean all() {
    return some.isEmpty();
  }

  boolean takes(String symbol) {
    return all() || some.contains(symbol);
  }

  /** A SQL condition on the column {@code symbol}. */
  String condition() {
    return all() ? "TRUE" : "symbol IN " + Sql.texts(new TreeSet<>(some));
  }

  /** A query for the chosen rows of a table in the engine. */
  String of(String name) {
    return "SELECT * FROM " + Sql.quote(name) + " WHERE " + condition();
  }

  /** A query for the other rows. */
  String notOf(String name) {
    return "SELECT * FROM " + Sql.quote(name) + " WHERE NOT (" + condition() + ")";
  }
}
