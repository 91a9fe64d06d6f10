package io.dataflow.sentinel.market;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What makes a date unlike an ordinary one of its weekday.
 *
 * @param name what it is called, and that it was unscheduled: {@code Independence Day}
 * @param effects how it differs, in the order of {@link Effect}
 */
public record Occasion(String name, List<Effect> effects) {

  /** How a date can differ. */
  public enum Effect {
    CLOSED("closed"),
    EXTRA_SESSION("extra session"),
    OPTIONAL("optional"),
    EXTRA_TRADING("extra, listed as closed"),
    EARLY_OPEN("early open"),
    LATE_OPEN("late open"),
    EARLY_CLOSE("early close"),
    LATE_CLOSE("late close");

    private final String words;

    Effect(String words) {
      this.words = words;
    }
  }

  public Occasion {
    if (effects.isEmpty()) {
      throw new IllegalArgumentException("the occasion " + name + " changes nothing");
    }
    effects = List.copyOf(EnumSet.copyOf(effects));
  }

  /** The effects in words: {@code late open, early close}. */
  public String kind() {
    return effects.stream().map(effect -> effect.words).collect(Collectors.joining(", "));
  }
}
