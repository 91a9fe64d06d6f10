package io.dataflow.sentinel.backtest;

import java.time.Instant;

/** Is told now and then how far a replay has come. */
@FunctionalInterface
public interface Progress {
  /**
   * @param now the instant of the check it is at
   */
  void at(Instant now, long checksDone, long checksInAll);
}
