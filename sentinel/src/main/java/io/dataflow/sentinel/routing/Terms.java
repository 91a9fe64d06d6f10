package io.dataflow.sentinel.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * What a route hands down to its children: who is told, and how often.
 *
 * @param groupWait from a group's first incident to its first message
 * @param groupInterval least time between two messages of a group
 * @param repeatInterval after which an open incident is told again; empty for never
 */
public record Terms(
    String receiver,
    GroupBy groupBy,
    Duration groupWait,
    Duration groupInterval,
    Optional<Duration> repeatInterval) {

  /**
   * Those of a root that says no more than the receiver. Alertmanager's are 30 s, 5 min and 4 h,
   * and one group for all: it is fed the same alerts over and over and has to dose them; an
   * incident is opened once, and told once.
   */
  static Terms usual(String receiver) {
    return new Terms(receiver, GroupBy.EACH, Duration.ZERO, Duration.ZERO, Optional.empty());
  }
}
