package io.dataflow.sentinel.market;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * One thing that makes a date differ from an ordinary one.
 *
 * @param date the session date it changes
 * @param name what it is called: {@code Good Friday}
 * @param effect what it makes of the date
 * @param notice since when it is known
 * @param dated whether it was set for this very date and so outranks what rules say
 */
record DayChange(LocalDate date, String name, DayEffect effect, Notice notice, boolean dated) {
  /** Strongest first: dated before rules, later news before older, closed before shortened. */
  static final Comparator<DayChange> STRENGTH =
      Comparator.comparing(DayChange::dated)
          .thenComparing(change -> change.notice().declared().orElse(LocalDate.MIN))
          .reversed()
          .thenComparing(change -> change.effect().type());

  boolean closes() {
    return effect.type() == DayEffect.Type.CLOSED;
  }

  /**
   * Whether it makes a session on a weekday without: a rule for a partial holiday only changes a
   * session that is there, one that was dated makes its own.
   */
  boolean opens() {
    return effect.type() == DayEffect.Type.SESSION
        || dated && effect.type() == DayEffect.Type.OPTIONAL
        || effect.type() == DayEffect.Type.EXTRA;
  }

  /** The reason in words, for a date that it closes. */
  String reason() {
    return name + notice.words();
  }
}
