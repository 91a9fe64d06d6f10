package io.dataflow.sentinel.config;

import java.util.Locale;

/** When a receiver hears of a run that went well. */
public enum Success {
  /** Of each. */
  ALWAYS,
  /** Of the first after one that ended otherwise. */
  ON_CHANGE,
  /** Of none. */
  NEVER;

  /** As it stands in settings: {@code on-change}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #word}, in any case.
   *
   * @throws IllegalArgumentException for another word
   */
  public static Success of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
