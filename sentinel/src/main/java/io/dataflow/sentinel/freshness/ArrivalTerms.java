package io.dataflow.sentinel.freshness;

import java.time.Duration;
import java.util.Objects;

/**
 * What counts as the arrival of a session, as it was set when the session's expectation was
 * written.
 *
 * @param settle how long after the close a bar may still change; one retrieved earlier is
 *     provisional
 * @param judge which bar counts
 * @param minimumShare see {@link FeedTerms}
 */
public record ArrivalTerms(Duration settle, JudgedBy judge, double minimumShare) {
  public ArrivalTerms {
    Objects.requireNonNull(settle, "settle");
    Objects.requireNonNull(judge, "judge");
  }
}
