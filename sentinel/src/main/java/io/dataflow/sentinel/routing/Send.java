package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.channel.ChannelSettings;
import java.util.Objects;

/**
 * One of a receiver's ways to be told.
 *
 * @param sendResolved whether it hears of an incident's end too
 */
public record Send(ChannelSettings settings, boolean sendResolved) {
  public Send {
    Objects.requireNonNull(settings, "settings");
  }
}
