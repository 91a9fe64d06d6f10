package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One recorded answer of a folder.
 *
 * @param file where its body lies
 * @param symbol whose answer it is; empty for an error that any symbol may get
 * @param interval what was asked for; empty when unknown
 * @param recordedAt the latest moment it can be from
 * @param window the window it answers; everything when unknown
 * @param status HTTP status
 * @param contentType value of the content-type header
 */
public record Recording(
    Path file,
    Optional<Symbol> symbol,
    Optional<Interval> interval,
    Instant recordedAt,
    Window window,
    int status,
    String contentType) {

  /** Whether this recording could answer a request at a moment. */
  boolean answers(Symbol wanted, Interval length, Window asked, Instant now) {
    return symbol.equals(Optional.of(wanted))
        && interval.map(length::equals).orElse(true)
        && !recordedAt.isAfter(now)
        && window.overlaps(asked);
  }
}
