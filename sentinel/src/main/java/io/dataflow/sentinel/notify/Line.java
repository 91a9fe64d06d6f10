package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.channel.Message;
import java.util.Objects;
import java.util.Set;

/**
 * One channel of a receiver, as far as planning needs to know it.
 *
 * @param id {@code team/slack/0}: receiver, type, place among the receiver's channels
 * @param takes the kinds of messages that are of use there
 * @param keepsState whether the other side keeps an alert open until it hears that it is over
 */
public record Line(String id, String type, Set<Message.Kind> takes, boolean keepsState) {
  public Line {
    Objects.requireNonNull(id, "id");
    takes = Set.copyOf(takes);
  }
}
