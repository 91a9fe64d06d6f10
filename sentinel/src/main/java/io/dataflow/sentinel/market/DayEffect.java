package io.dataflow.sentinel.market;

import java.util.Optional;

/**
 * What a rule or a dated special makes of a date.
 *
 * @param type what happens
 * @param open another opening time than the regular one
 * @param close another closing time than the regular one
 */
record DayEffect(Type type, Optional<WallTime> open, Optional<WallTime> close) {
  /** What happens; of two on one date the stronger one, that stands first here, holds. */
  enum Type {
    /** No session. */
    CLOSED,
    /** A session on a date that has none by its weekday. */
    SESSION,
    /** A partial holiday: a bar may come, none is owed. */
    OPTIONAL,
    /** Some trading on a day that is listed as closed: a bar may come, none is owed. */
    EXTRA,
    /** Other hours than the regular ones. */
    HOURS
  }

  static final DayEffect NO_SESSION =
      new DayEffect(Type.CLOSED, Optional.empty(), Optional.empty());

  DayEffect datedLater(int days) {
    return new DayEffect(
        type, open.map(time -> time.datedLater(days)), close.map(time -> time.datedLater(days)));
  }

  /** The kind of session this makes. */
  Session.Kind kind() {
    if (type == Type.OPTIONAL) {
      return Session.Kind.OPTIONAL;
    }
    if (type == Type.EXTRA) {
      return Session.Kind.EXTRA;
    }
    return open.isPresent() || close.isPresent()
        ? Session.Kind.SPECIAL_HOURS
        : Session.Kind.REGULAR;
  }
}
