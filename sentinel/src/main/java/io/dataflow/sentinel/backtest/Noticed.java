package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one dropped session.
 *
 * @param at the first check that noticed it; empty when none did
 */
record Noticed(Session session, Optional<Instant> at) {}
