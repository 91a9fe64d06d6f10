package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that came to its end.
 *
 * @param vintage the answer that counts, as bronze keeps it; empty when nothing arrived
 * @param outcome what it says
 */
record Landed(Request request, Instant at, Optional<Vintage> vintage, Outcome outcome) {
  /** The same without its bars, where only what became of the request is of interest. */
  Landed withoutBars() {
    return outcome instanceof Outcome.Bars bars
        ? new Landed(
            request,
            at,
            vintage.map(Vintage::withoutBody),
            new Outcome.Bars(bars.facts(), List.of(), List.of(), bars.notes()))
        : this;
  }

  /** Why there is no usable answer; empty when there is one. */
  Optional<String> failure() {
    if (outcome instanceof Outcome.Unavailable unavailable) {
      return Optional.of(unavailable.reason());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return Optional.of(unknown.reason());
    }
    if (outcome instanceof Outcome.Refused refused) {
      return Optional.of(refused.reason());
    }
    return Optional.empty();
  }
}
