package io.dataflow.sentinel.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a receiver is told about one group of incidents, from the first message to the recovery.
 *
 * @param id of letters, digits and hyphens
 * @param due when its first message goes out at the earliest
 * @param interval the least time between two messages
 * @param repeat when to say again what lasts; zero for never
 * @param lastTold when a message was last put into the outbox
 * @param messages how many were
 * @param closed when nothing more was to be said
 */
public record Conversation(
    String id,
    String receiver,
    String groupKey,
    Instant due,
    Duration interval,
    Duration repeat,
    Optional<Instant> lastTold,
    int messages,
    Optional<Instant> closed,
    List<Told> told) {
  public Conversation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(due, "due");
    told = List.copyOf(told);
  }

  /** A new one; its id follows from receiver, group and instant. */
  static Conversation opened(Address address, String groupKey, Instant at) {
    return new Conversation(
        "c-" + hash(address.receiver() + "\n" + groupKey + "\n" + at),
        address.receiver(),
        groupKey,
        at.plus(address.delay()),
        address.interval(),
        address.repeat(),
        Optional.empty(),
        0,
        Optional.empty(),
        List.of());
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Conversation with(List<Told> others) {
    return new Conversation(
        id, receiver, groupKey, due, interval, repeat, lastTold, messages, closed, others);
  }

  /** With one more message. */
  Conversation said(Instant at) {
    return new Conversation(
        id, receiver, groupKey, due, interval, repeat, Optional.of(at), messages + 1, closed, told);
  }

  Conversation ended(Instant at) {
    return new Conversation(
        id, receiver, groupKey, due, interval, repeat, lastTold, messages, Optional.of(at), told);
  }

  boolean speaksOf(String incident) {
    return told.stream().anyMatch(t -> t.incident().equals(incident));
  }
}
