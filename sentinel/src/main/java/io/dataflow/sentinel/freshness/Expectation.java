package io.dataflow.sentinel.freshness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A promise written before the data can exist: this session's bar is there by this deadline.
 *
 * @param deadline {@code close + lag + grace}
 * @param arrival what counts as its arrival
 * @param owed false on a partial holiday, when a bar may come but none is due
 * @param calendar name of the calendar the hours came from
 * @param calendarVersion content version of that calendar
 * @param recordedAt when it was written; the newest one not after the judged instant counts
 * @param reason why it was written: {@code scheduled}, or what changed since the one it supersedes
 */
public record Expectation(
    Feed feed,
    LocalDate session,
    Instant open,
    Instant close,
    Instant deadline,
    Duration lag,
    Duration grace,
    ArrivalTerms arrival,
    boolean owed,
    String calendar,
    String calendarVersion,
    Instant recordedAt,
    String reason) {}
