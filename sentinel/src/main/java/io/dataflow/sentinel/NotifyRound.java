package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.lake.LakeException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One look at deadlines and timers between runs, and the sending of what waits.
 *
 * @param sending how the sending went
 * @param unjudged why nothing could be judged; what waited was sent all the same
 */
record NotifyRound(Sending sending, Optional<String> unjudged) {

  /**
   * Looks and sends; may be done at any time, any number of times.
   *
   * @param recovered tells those who heard that the ledger could not be used, if anybody did
   * @throws io.dataflow.sentinel.ledger.LedgerException when it cannot be used now
   */
  static NotifyRound of(
      Sentinel sentinel, AlertDesk desk, Watcher.Terms terms, Supplier<Sending> recovered) {
    Optional<String> unjudged = judge(sentinel, desk, terms);
    return new NotifyRound(recovered.get().and(Sending.of(desk)), unjudged);
  }

  private static Optional<String> judge(Sentinel sentinel, AlertDesk desk, Watcher.Terms terms) {
    try {
      new Lookout(sentinel, desk).look(terms);
      return Optional.empty();
    } catch (EngineException | LakeException e) {
      desk.timers();
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
