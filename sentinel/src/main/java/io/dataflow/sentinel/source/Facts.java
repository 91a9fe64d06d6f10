package io.dataflow.sentinel.source;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a source says about an instrument. A change of these under the same symbol may mean that the
 * symbol now names something else.
 *
 * @param firstTrade epoch seconds of the first trade, negative before 1970
 * @param lastTrade the source's time of the last trade
 */
public record Facts(
    String symbol,
    Optional<String> name,
    Optional<String> currency,
    Optional<String> exchange,
    Optional<String> type,
    Optional<ZoneId> zone,
    OptionalLong firstTrade,
    Optional<Instant> lastTrade) {}
