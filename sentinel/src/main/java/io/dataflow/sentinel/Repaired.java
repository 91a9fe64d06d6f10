package io.dataflow.sentinel;

import java.util.List;

/**
 * What came of a repair.
 *
 * @param done what was done, a line each
 * @param lost what could not be brought back, and what to do about it
 * @param complete false when something is left that another try may repair
 */
record Repaired(List<String> done, List<String> lost, boolean complete) {
  Repaired {
    done = List.copyOf(done);
    lost = List.copyOf(lost);
  }

  static Repaired nothing(String why) {
    return new Repaired(List.of(why + ": nothing to repair"), List.of(), true);
  }
}
