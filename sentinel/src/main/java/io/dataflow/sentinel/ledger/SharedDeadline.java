package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.JudgedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What instruments of one calendar were promised alike of a session.
 *
 * @param settle how long after the close a bar may still change
 */
public record SharedDeadline(
    String calendar,
    LocalDate session,
    Instant close,
    Duration settle,
    JudgedBy judge,
    Instant deadline) {}
