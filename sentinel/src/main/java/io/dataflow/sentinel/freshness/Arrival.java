package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The interval in which a bar arrived.
 *
 * @param lastWithout the last look before {@code firstWith} that did not see it; empty when the
 *     first look saw it
 * @param firstWith the first look that saw it
 */
public record Arrival(Optional<Instant> lastWithout, Instant firstWith) {
  public Arrival {
    Objects.requireNonNull(firstWith, "firstWith");
    if (lastWithout.filter(firstWith::isBefore).isPresent()) {
      throw new IllegalArgumentException(
          "a look without at " + lastWithout.get() + " follows the first look with " + firstWith);
    }
  }
}
