package io.dataflow.sentinel.ledger;

import java.util.Collection;
import java.util.List;

/**
 * What the ledger keeps of instruments: what a source says they are, and which are held. Each call
 * is atomic and durable when it returns.
 */
public interface InstrumentLedger {
  /** Records facts of instruments seen for the first time; known ones are left as they are. */
  void recordFacts(Collection<InstrumentFacts> facts);

  /** All facts, by source and symbol. */
  List<InstrumentFacts> facts();

  /** Records changed facts, by a person's decision; replaces what was known. */
  void replaceFacts(InstrumentFacts facts);

  /**
   * Holds an instrument.
   *
   * @return false when it was held before; the first hold stays
   */
  boolean hold(Hold hold);

  /** The holds in force, by source and symbol. */
  List<Hold> holds();

  /**
   * Releases the very hold a person decided about.
   *
   * @return false when it is not in force: released before, or a newer one is
   */
  boolean releaseHold(Hold hold);
}
