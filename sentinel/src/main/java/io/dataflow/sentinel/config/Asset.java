package io.dataflow.sentinel.config;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.util.Optional;

/**
 * One instrument at one interval that somebody wants kept fresh.
 *
 * @param calendar name of its trading calendar; empty when symbol and payload decide. That there is
 *     such a calendar is checked where calendars are known
 * @param contract file of its contract, as written; empty for the usual one
 * @param silent sessions it is declared to have no bar for
 * @param place where it was written, for messages
 */
public record Asset(
    Symbol symbol,
    Interval interval,
    Optional<String> calendar,
    Timing timing,
    Optional<String> contract,
    Optional<Silence> silent,
    Place place) {}
