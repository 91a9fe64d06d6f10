package io.dataflow.sentinel.daemon;

import java.time.Instant;
import java.util.List;

/**
 * What a daemon does when it is time. A duty that cannot be done throws; it is tried again, and
 * {@link #failed} hears of it.
 */
public interface Duties {
  /** When each instrument is to be asked for, as things stand; reads only. */
  Agenda agenda(Instant now);

  /** Asks for these, in one run with all that belongs to it. */
  void run(List<String> instruments);

  /** Looks at deadlines and timers, and sends what waits to be sent. */
  void look();

  /** Tells the server that misses a heartbeat that somebody is here. */
  void beat();

  /** Says when something is due next. */
  void rests(Agenda.Coming next);

  /**
   * Takes note of a duty that could not be done.
   *
   * @param inARow how many times in a row, this one included
   */
  void failed(RuntimeException cause, int inARow);

  /** Notes that the daemon is alive, and until when it rests. */
  void alive(Instant until);
}
