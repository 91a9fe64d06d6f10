package io.dataflow.sentinel;

import io.dataflow.sentinel.daemon.StopSwitch;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What SIGTERM and SIGINT mean to a daemon. A shutdown hook would do without {@code sun.misc}, but
 * then the exit code of an orderly stop is 143, which a supervisor takes for a failure.
 */
final class Signals {
  private static final int KILLED = 128;

  private Signals() {}

  /** The first one lets the work at hand come to its end, a second one does not. */
  static void stop(StopSwitch stop, PrintWriter err) {
    AtomicBoolean first = new AtomicBoolean(true);
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (!first.getAndSet(false)) {
              Runtime.getRuntime().halt(KILLED + signal.getNumber());
            }
            err.println(
                "SIG"
                    + name
                    + ": stopping when the work at hand is done; once more to stop at once");
            err.flush();
            stop.stop();
          });
    }
  }
}
