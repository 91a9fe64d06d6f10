package io.dataflow.sentinel.notify;

import java.time.Duration;
import java.util.Objects;

/**
 * Whom a route addresses about an incident, and how patient it is.
 *
 * @param groupKey incidents with the same key are one conversation
 * @param delay from the first incident of a conversation to its first message
 * @param interval the least time between two messages of a conversation
 * @param repeat when to say again what lasts; zero for never
 */
public record Address(
    String receiver, String groupKey, Duration delay, Duration interval, Duration repeat) {
  public Address {
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(groupKey, "groupKey");
  }
}
