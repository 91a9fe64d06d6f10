package io.dataflow.sentinel.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One exchange session: the date it belongs to and its real hours.
 *
 * @param date the session date in the exchange's zone; an overnight session belongs to the date it
 *     closes on
 * @param open first instant of trading, inclusive
 * @param close last instant of trading, exclusive
 * @param pause a break inside the session, such as Tokyo's lunch
 * @param kind whether a bar is owed
 */
public record Session(
    LocalDate date, Instant open, Instant close, Optional<Pause> pause, Kind kind) {

  /** A break inside a session. */
  public record Pause(Instant start, Instant end) {
    public Pause {
      if (!start.isBefore(end)) {
        throw new IllegalArgumentException("a break ends after it starts: " + start + ", " + end);
      }
    }

    /** Whether trade goes on before it and after it. */
    boolean within(Instant open, Instant close) {
      return start.isAfter(open) && end.isBefore(close);
    }
  }

  /** What kind of day it is. */
  public enum Kind {
    /** Ordinary hours. */
    REGULAR,
    /** Opens late or closes early; a bar is owed all the same. */
    SPECIAL_HOURS,
    /** A partial holiday: a bar may come, none is owed. */
    OPTIONAL,
    /**
     * Some trading on a day that the exchange lists as closed, such as the hour of Diwali in
     * Mumbai: a bar may come, none is owed, and lists of sessions leave it out.
     */
    EXTRA
  }

  public Session {
    if (!open.isBefore(close)) {
      throw new IllegalArgumentException(
          "session " + date + " closes after it opens: " + open + ", " + close);
    }
  }

  /** Whether a moment lies between open and close, the pause included. */
  public boolean runsAt(Instant moment) {
    return !moment.isBefore(open) && moment.isBefore(close);
  }

  /** Whether a moment lies in the pause; its first instant does, its last one does not. */
  public boolean pausedAt(Instant moment) {
    return pause.filter(p -> !moment.isBefore(p.start()) && moment.isBefore(p.end())).isPresent();
  }

  /** Whether a bar of this session must arrive. */
  public boolean owed() {
    return kind != Kind.OPTIONAL && kind != Kind.EXTRA;
  }
}
