package io.dataflow.sentinel.config;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * One instrument at one interval that somebody wants kept fresh.
 *
 * @param calendar name of its trading calendar; empty when symbol and payload decide. That there is
 *     such a calendar is checked where calendars are known
 * @param contract file of its contract, as written; empty for the usual one
 * @param silent sessions it is declared to have no bar for
 * @param sources names of its sources, its own first, then the fall-backs in order
 * @param place where it was written, for messages
 */
public record Asset(
    Symbol symbol,
    Interval interval,
    Optional<String> calendar,
    Timing timing,
    Optional<String> contract,
    Optional<Silence> silent,
    List<String> sources,
    Place place) {
  public Asset {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(symbol + " without a source");
    }
  }

  /** An asset with the usual source. */
  public Asset(
      Symbol symbol,
      Interval interval,
      Optional<String> calendar,
      Timing timing,
      Optional<String> contract,
      Optional<Silence> silent,
      Place place) {
    this(
        symbol, interval, calendar, timing, contract, silent, List.of(SourceSettings.YAHOO), place);
  }
}
