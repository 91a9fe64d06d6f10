package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Feed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What was said of a feed or of one of its sessions.
 *
 * @param session empty when it speaks of the whole feed
 * @param state {@code FRESH}, {@code OVERDUE}
 * @param cause why it is not well, in fixed words: {@code source failed}
 * @param reason the sentence people read; may change while state and cause do not
 */
public record VerdictRow(
    Feed feed,
    Optional<LocalDate> session,
    String state,
    Optional<String> cause,
    String reason,
    Instant asOf) {}
