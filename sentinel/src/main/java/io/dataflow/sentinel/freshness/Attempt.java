package io.dataflow.sentinel.freshness;

import java.time.Instant;

/**
 * The last time a source was asked for a feed and what came of it.
 *
 * @param failure empty when an answer came, else what failed: {@code HTTP 429 Too Many Requests}
 */
public record Attempt(Feed feed, Instant at, java.util.Optional<String> failure) {}
