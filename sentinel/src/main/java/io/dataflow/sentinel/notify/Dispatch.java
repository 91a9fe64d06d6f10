package io.dataflow.sentinel.notify;

import java.util.List;

/**
 * What is to be sent now, and how the conversations stand then.
 *
 * @param conversations new and changed ones
 */
public record Dispatch(List<Conversation> conversations, List<Outgoing> messages) {
  public Dispatch {
    conversations = List.copyOf(conversations);
    messages = List.copyOf(messages);
  }
}
