package io.dataflow.sentinel.ledger;

/**
 * A verdict and the run that recorded it.
 *
 * @param runId the first run that said so for a session, the last one for a feed
 */
public record RecordedVerdict(String runId, VerdictRow verdict) {}
