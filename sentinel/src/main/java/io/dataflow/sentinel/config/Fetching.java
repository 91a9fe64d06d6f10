package io.dataflow.sentinel.config;

import java.time.Duration;

/**
 * How one request is made.
 *
 * @param connectTimeout for the connection alone
 * @param requestTimeout for the whole request, connection and body included
 * @param maxResponseBytes an answer's largest size after decompression
 * @param retries how often a request is repeated after a failure that may pass
 * @param retryDelay pause before the first retry; it doubles with each
 * @param userAgent sent with each request
 */
public record Fetching(
    Duration connectTimeout,
    Duration requestTimeout,
    long maxResponseBytes,
    int retries,
    Duration retryDelay,
    String userAgent) {
  public Fetching {
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException("a time-out is longer than " + connectTimeout);
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("a time-out is longer than " + requestTimeout);
    }
    if (maxResponseBytes < 1 || retries < 0 || retryDelay.isNegative()) {
      throw new IllegalArgumentException(
          "out of range: " + maxResponseBytes + " bytes, " + retries + " retries, " + retryDelay);
    }
    if (userAgent.isBlank()) {
      throw new IllegalArgumentException("a user agent is not blank");
    }
  }
}
