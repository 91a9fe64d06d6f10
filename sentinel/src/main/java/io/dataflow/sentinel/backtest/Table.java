package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.LocalDate;
import java.util.Optional;

/** Which bars are there at the present check. */
interface Table {
  /** The newest session with a bar; empty when there is none at all. */
  Optional<Session> last();

  boolean holds(LocalDate session);
}
