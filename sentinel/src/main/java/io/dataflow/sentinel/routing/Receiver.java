package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Success;
import java.util.List;
import java.util.Objects;

/**
 * Somebody who is told, in each of the ways listed; by none, nobody.
 *
 * @param onLedgerFailure whether it is told at once when the ledger, which remembers who was told,
 *     cannot be written
 * @param success when it hears of a run that went well
 */
public record Receiver(String name, List<Send> sends, boolean onLedgerFailure, Success success) {
  public Receiver {
    sends = List.copyOf(sends);
    Objects.requireNonNull(success, "success");
  }
}
