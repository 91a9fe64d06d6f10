package io.dataflow.sentinel.source;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A dividend, a split or a capital gain.
 *
 * @param exDate the first session that trades without it
 * @param value money a share, or new shares an old one
 * @param currency of the money when it differs from the instrument's
 */
public record CorporateAction(
    LocalDate exDate, Type type, double value, Optional<String> currency) {
  /** What happened. */
  public enum Type {
    DIVIDEND,
    SPLIT,
    CAPITAL_GAIN
  }
}
