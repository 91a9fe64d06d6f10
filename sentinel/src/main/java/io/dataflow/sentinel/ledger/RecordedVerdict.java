package io.dataflow.sentinel.ledger;

/**
 * A verdict and the run that recorded it.
 *
 * @param runId the last run that judged the feed; for a session, and for a change, the run that
 *     first said so
 */
public record RecordedVerdict(String runId, VerdictRow verdict) {}
