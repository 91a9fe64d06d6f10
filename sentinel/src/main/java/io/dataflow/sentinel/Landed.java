package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.csv.CsvParser;
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

  /** Where the answer is a fall-back's: from which, and why; empty otherwise. */
  Optional<String> detour() {
    return vintage.flatMap(
        v ->
            v.receipt()
                .fallBack()
                .map(why -> "from the fall-back " + v.receipt().source() + ", as " + why));
  }

  /** Whether it was not asked for, but is what somebody had before. */
  boolean imported() {
    return vintage.filter(v -> v.receipt().source().equals(Receipt.IMPORT)).isPresent();
  }

  /** Whether people write the files it was read from, and can mend them. */
  boolean readFromFiles() {
    return vintage.filter(v -> CsvParser.takes(v.answer())).isPresent();
  }

  /** The same request with another outcome. */
  Landed with(Outcome other) {
    return new Landed(request, at, vintage, other);
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
