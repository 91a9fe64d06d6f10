package io.dataflow.sentinel.incident;

import java.util.Locale;
import java.util.Objects;

/**
 * Whom an incident is about as a whole: an instrument, from some number of them on their exchange,
 * or a part of the program.
 */
public record Group(Scope scope, String name) {
  /** How far an incident reaches. */
  public enum Scope {
    INSTRUMENT,
    EXCHANGE,
    PROGRAM;

    /** As it stands in labels: {@code exchange}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Group {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(name, "name");
  }
}
