package io.dataflow.sentinel.channel;

import java.util.Optional;

/**
 * A way to tell somebody something. Building one does no I/O. Safe for several threads.
 *
 * <p>A message that is sent twice (the process may die between sending and noting it) carries the
 * same {@link Message#id} and {@link Message#thread}; a channel that can tell them apart by those
 * shows it once.
 */
public interface Channel {
  /** The kind of channel in one word, as logs and messages name it: {@code slack}. */
  String type();

  /** Whether a kind of message is of any use here. */
  boolean takes(Message.Kind kind);

  /**
   * Sends one message, within the channel's own time limits. Never throws for what the other side
   * or the network does.
   *
   * @param reference what the first delivery of this thread gave back, so that a later one can
   *     change or answer it
   */
  Delivery deliver(Message message, Optional<String> reference);
}
