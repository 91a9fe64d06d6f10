package io.dataflow.sentinel.incident;

import java.util.Objects;

/**
 * How an incident ended.
 *
 * @param why in words: what was seen, or what a person said
 */
public record Resolution(Kind kind, String why) {
  /** By whom or what. */
  public enum Kind {
    /** Every member was seen to be well. */
    EVIDENCE,
    /** A person said so. */
    HAND,
    /** It goes on as a part of another incident. */
    ABSORBED
  }

  public Resolution {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(why, "why");
  }
}
