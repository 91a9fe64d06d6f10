package io.dataflow.sentinel;

import java.time.Duration;

/** Time as it passes, for waiting: it tells no date, and no clock that is set changes it. */
interface Passing {
  /** How long it is since some moment that stays the same. */
  Duration passed();

  /** Waits. */
  void pause(Duration length);

  /** Time of this machine. */
  static Passing real() {
    return new RealPassing();
  }
}
