package io.dataflow.sentinel.source.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What the stand-in server answers chart requests from.
 *
 * <p>Implementations are thread-safe, and an answer depends on the request and the moment only,
 * never on what was asked before.
 */
public sealed interface Market permits RecordedMarket, CsvMarket, SimulatedMarket {
  /** The answer the vendor would give at a moment. */
  Answer answer(ChartRequest request, Instant now);

  /** Where the prices come from, for a person: {@code "simulated, seed 7"}. */
  String origin();

  /**
   * A folder of recorded answers with its {@code INDEX.csv}.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException when the index is wrong, with every
   *     problem in it
   */
  static RecordedMarket recordings(Path folder) throws IOException {
    return RecordedMarket.open(folder);
  }

  /**
   * A folder of plain daily histories, one {@code SYMBOL.csv} each.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException when a history is wrong, with every
   *     problem
   */
  static CsvMarket csv(Path folder) throws IOException {
    return CsvMarket.open(folder);
  }

  /** A made-up market that is always the same for a seed. */
  static SimulatedMarket simulated(long seed) {
    return new SimulatedMarket(seed);
  }
}
