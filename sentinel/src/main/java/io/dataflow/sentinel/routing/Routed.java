package io.dataflow.sentinel.routing;

import java.util.Optional;

/**
 * Where an incident goes.
 *
 * @param route the node that took it; its {@link Route#terms()} say how it is grouped and repeated
 * @param muted why nothing is sent now; empty when it is
 */
public record Routed(Route route, Optional<Muted> muted) {
  /** Name of the receiver. */
  public String receiver() {
    return route.terms().receiver();
  }

  public Terms terms() {
    return route.terms();
  }
}
