package io.dataflow.sentinel.config;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When an asset's bars are due. An empty duration means: as usual for this kind of instrument.
 *
 * @param lag from the session's close to the feed's publication
 * @param grace from publication to the deadline
 * @param settle from the session's close until a bar is final
 * @param judge which bars count as arrived
 */
public record Timing(
    Optional<Duration> lag, Optional<Duration> grace, Optional<Duration> settle, Judge judge) {
  public Timing {
    Stream.of(lag, grace, settle)
        .flatMap(Optional::stream)
        .filter(Duration::isNegative)
        .findFirst()
        .ifPresent(
            negative -> {
              throw new IllegalArgumentException("a negative duration: " + negative);
            });
  }

  /** As usual for the kind of instrument, judged by final bars. */
  public static Timing usual() {
    return new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Judge.FINAL);
  }
}
