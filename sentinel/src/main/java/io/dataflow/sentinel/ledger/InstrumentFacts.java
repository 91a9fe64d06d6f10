package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a source said an instrument is when it was first seen, or when a person accepted a change.
 * Empty where the source did not say.
 *
 * @param exchange the source's name for it: {@code NMS}
 * @param type the source's name for it: {@code EQUITY}
 * @param zone IANA name: {@code America/New_York}
 * @param firstTradeDate seconds since 1970, as the source gives it; negative before
 */
public record InstrumentFacts(
    String source,
    Symbol symbol,
    Optional<String> name,
    Optional<String> currency,
    Optional<String> exchange,
    Optional<String> type,
    Optional<String> zone,
    OptionalLong firstTradeDate,
    Instant recordedAt) {}
