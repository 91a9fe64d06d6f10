package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.channel.Message;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A message on its way to one channel: a row of the outbox.
 *
 * @param id the message's and the channel's
 * @param line the channel's {@link Line#id}
 * @param incidents those it speaks of
 * @param next when to try at the earliest
 * @param failure why the last attempt failed
 * @param done when it was sent, given up or replaced
 */
public record Outgoing(
    String id,
    String line,
    Message message,
    List<String> incidents,
    Instant created,
    Instant next,
    int attempts,
    State state,
    Optional<String> failure,
    Optional<Instant> done) {

  /** What became of it. */
  public enum State {
    PENDING,
    SENT,
    /** The other side will not take it, or did not for too long. */
    GIVEN_UP,
    /** A newer message of the conversation says all it did, before it could be sent. */
    REPLACED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Whether an older message need not be sent any more, as this one says all that it did. */
  public boolean replaces(Outgoing older) {
    if (older.id.equals(id) || !older.line.equals(line)) {
      return false;
    }
    if (message.kind() == Message.Kind.REPORT) {
      return older.message.kind() == Message.Kind.REPORT; // nobody needs yesterday's runs
    }
    // that somebody has taken it up does not say what it is
    return older.message.thread().equals(message.thread())
        && (message.kind() != Message.Kind.ACKNOWLEDGED
            || older.message.kind() == Message.Kind.ACKNOWLEDGED);
  }

  /**
   * The same in the place of one it {@link #replaces}: the channel has failed for as long, and what
   * nobody heard the beginning of begins with this one. What is news is tried at once.
   */
  public Outgoing insteadOf(Outgoing older) {
    boolean news = message.kind() != Message.Kind.REFRESH;
    return new Outgoing(
        id,
        line,
        older.message.kind() == Message.Kind.FIRING ? asFirst().message : message,
        incidents,
        older.created.isBefore(created) ? older.created : created,
        news || next.isAfter(older.next) ? next : older.next,
        Math.max(attempts, older.attempts),
        state,
        older.failure,
        done);
  }

  /** The same as the first message of its conversation. */
  public Outgoing asFirst() {
    if (message.kind() != Message.Kind.CHANGED && message.kind() != Message.Kind.REMINDER) {
      return this;
    }
    Message first =
        new Message(
            message.id(),
            message.thread(),
            Message.Kind.FIRING,
            message.severity(),
            message.title(),
            message.environment(),
            message.entries(),
            message.facts(),
            message.at());
    return new Outgoing(id, line, first, incidents, created, next, attempts, state, failure, done);
  }

  /** After an attempt that succeeded. */
  public Outgoing sent(Instant at) {
    return after(State.SENT, at, Optional.empty(), Optional.of(at));
  }

  /** After an attempt that is worth another. */
  public Outgoing failed(String why, Instant nextTry) {
    return after(State.PENDING, nextTry, Optional.of(why), Optional.empty());
  }

  /** After the last attempt. */
  public Outgoing givenUp(String why, Instant at) {
    return after(State.GIVEN_UP, next, Optional.of(why), Optional.of(at));
  }

  private Outgoing after(State then, Instant nextTry, Optional<String> why, Optional<Instant> end) {
    return new Outgoing(
        id, line, message, incidents, created, nextTry, attempts + 1, then, why, end);
  }

  public Outgoing {
    Objects.requireNonNull(message, "message");
    incidents = List.copyOf(incidents);
  }

  /** One to be sent at once. */
  public static Outgoing of(String line, Message message, List<String> incidents, Instant now) {
    return new Outgoing(
        message.id() + "/" + line,
        line,
        message,
        incidents,
        now,
        now,
        0,
        State.PENDING,
        Optional.empty(),
        Optional.empty());
  }
}
