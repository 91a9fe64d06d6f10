package io.dataflow.sentinel.ledger;

import java.util.Optional;

/**
 * How a ledger is.
 *
 * @param where the file or database, without secrets
 * @param problem what is wrong and what to do; empty when it is well
 */
public record Health(String where, Optional<String> problem) {}
