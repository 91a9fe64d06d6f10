package io.dataflow.sentinel.ledger;

import java.util.Optional;

/**
 * A run as the ledger knows it.
 *
 * @param end empty while it runs, and for good when it was killed
 */
public record Run(RunStart start, Optional<RunEnd> end) {}
