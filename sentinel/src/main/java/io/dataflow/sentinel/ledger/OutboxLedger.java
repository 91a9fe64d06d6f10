package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Dispatch;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger keeps of messages: what is to be sent, to whom, and what became of it. Each call
 * is atomic and durable when it returns.
 *
 * <pre>
 * record -> pending -> claim -> (the channel sends) -> settle
 *      a crash before settle leaves the message pending: it is sent again, with the same id
 * </pre>
 */
public interface OutboxLedger {
  /** The conversations that are not closed, by when their first message is due. */
  List<Conversation> conversations();

  /** Those that spoke of an incident, closed ones too. */
  List<Conversation> conversationsAbout(String incidentId);

  /**
   * Records conversations and new messages. One that waits, that nobody is sending now and that a
   * new one {@link Outgoing#replaces}, is replaced; the new one takes its {@linkplain
   * Outgoing#insteadOf place}.
   */
  void record(Dispatch dispatch);

  /** What waits to be sent, oldest first, and in order within each conversation. */
  List<Outgoing> pending();

  /** Messages of a conversation, oldest first. */
  List<Outgoing> messages(String conversationId);

  /** Who is sending a message now; empty when nobody is, or it is no longer pending. */
  Optional<Claim> claim(String outgoingId);

  /**
   * Takes a message to send it: compare and set.
   *
   * @param seen what {@link #claim} said
   * @return false when it is another's, or no longer pending
   */
  boolean claim(String outgoingId, Optional<Claim> seen, Claim mine);

  /**
   * Records what became of an attempt, and gives the claim back. A refresh that was sent is not
   * kept.
   *
   * @return false when the message is another's by now; nothing was recorded then
   */
  boolean settle(Outgoing after, Claim mine);

  /** What a channel gave back for the first message of a conversation. */
  Optional<String> reference(String line, String conversationId);

  void refer(String line, String conversationId, String reference);

  /**
   * Puts messages that were given up back among those that wait: of each conversation and channel
   * the last one. What a later message told, or what is over, is not told again.
   *
   * @return how many
   */
  int again(Instant now);

  /** The last message of each channel that was sent or given up, by the channel's id. */
  Map<String, Outgoing> lastSettled();
}
