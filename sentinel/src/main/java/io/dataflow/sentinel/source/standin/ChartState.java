package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;
import java.util.List;

/**
 * Everything a generated market knows of an instrument at a moment.
 *
 * @param symbol the instrument
 * @param name its name, for a person
 * @param now the moment
 * @param firstTrade epoch second of the first bar there ever was
 * @param lastTrade epoch second of the last trade up to the moment
 * @param lastVolume volume of the last session as last heard, before it settles
 * @param bars all bars so far, oldest first
 * @param actions all corporate actions so far, oldest first
 * @param current the trading period to report: today's, or the next one
 */
record ChartState(
    Symbol symbol,
    String name,
    Instant now,
    long firstTrade,
    long lastTrade,
    double lastVolume,
    List<Bar> bars,
    List<Action> actions,
    Period current) {

  /** Regular hours of one session. */
  record Period(Instant open, Instant close) {}

  Venue venue() {
    return Venue.of(symbol);
  }
}
