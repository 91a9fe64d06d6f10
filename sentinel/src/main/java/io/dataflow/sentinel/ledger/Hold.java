package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;

/**
 * An instrument that is not promoted until a person decides.
 *
 * @param change what changed: {@code currency USD -> EUR}
 */
public record Hold(String source, Symbol symbol, String change, Instant since) {}
