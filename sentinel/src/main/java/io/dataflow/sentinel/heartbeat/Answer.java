package io.dataflow.sentinel.heartbeat;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a ping.
 *
 * @param trouble why it does not count; empty when the server has it
 * @param passing whether another try may fare better
 * @param bodyLimit how many bytes of a body the server keeps, where it said so
 */
record Answer(Optional<String> trouble, boolean passing, OptionalInt bodyLimit) {
  static Answer taken(OptionalInt bodyLimit) {
    return new Answer(Optional.empty(), false, bodyLimit);
  }

  static Answer refused(String trouble) {
    return new Answer(Optional.of(trouble), false, OptionalInt.empty());
  }

  static Answer failed(String trouble) {
    return new Answer(Optional.of(trouble), true, OptionalInt.empty());
  }

  /** The same, saying which ping it is of. */
  Answer named(String what) {
    return new Answer(
        trouble.map(why -> "the run's " + what + " was not told: " + why), passing, bodyLimit);
  }

  /** What came of this ping and of a later one. */
  Answer and(Answer later) {
    Optional<String> both =
        trouble.map(why -> later.trouble.map(more -> why + "; " + more).orElse(why));
    return new Answer(both.or(later::trouble), later.passing, later.bodyLimit);
  }
}
