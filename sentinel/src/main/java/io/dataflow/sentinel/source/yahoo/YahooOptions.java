package io.dataflow.sentinel.source.yahoo;

import java.net.URI;
import java.time.Duration;

/**
 * How the endpoint is asked.
 *
 * @param base scheme, host and port
 * @param gap least time between the starts of two requests; zero for none
 * @param retries further tries after a passing failure
 * @param coolDown wait after a 429 before the one retry
 * @param rest how long nothing is asked once the breaker opened
 */
public record YahooOptions(
    URI base,
    String userAgent,
    Duration connectTimeout,
    Duration requestTimeout,
    long maxBytes,
    Duration gap,
    int retries,
    Duration retryDelay,
    Duration coolDown,
    Duration rest) {}
