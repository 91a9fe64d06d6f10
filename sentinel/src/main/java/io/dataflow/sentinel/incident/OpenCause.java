package io.dataflow.sentinel.incident;

import java.time.Instant;

/**
 * A cause that is there in one evaluation.
 *
 * @param since when it began
 */
record OpenCause(Fingerprint fingerprint, Instant since, Incident.Detail detail) {}
