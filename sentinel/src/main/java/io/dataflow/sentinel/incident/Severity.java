package io.dataflow.sentinel.incident;

import java.util.Locale;

/** How much an incident matters, from least to most. */
public enum Severity {
  INFO,
  WARNING,
  ERROR,
  CRITICAL;

  /** As it stands in settings, labels and messages: {@code critical}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #word}.
   *
   * @throws IllegalArgumentException for another word
   */
  public static Severity of(String word) {
    for (Severity each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no severity: " + word);
  }

  /** The worse of two. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** One step up; CRITICAL stays. */
  public Severity raised() {
    return values()[Math.min(ordinal() + 1, values().length - 1)];
  }
}
