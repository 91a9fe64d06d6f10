package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * What waits for one channel, sent in order. When one message fails, those behind it would too; no
 * message of a conversation goes out before one that is older.
 *
 * <p>One thread sends; others may ask how far it has come.
 */
final class LineQueue {
  private final List<Outgoing> waiting;
  private final Postbag postbag;
  private final Attempts attempts;
  private final Instant now;
  private final Duration until;
  private final Queue<Outgoing> settled = new ConcurrentLinkedQueue<>();
  private final Queue<Lost> lost = new ConcurrentLinkedQueue<>();
  private final Queue<Outgoing> others = new ConcurrentLinkedQueue<>();
  private boolean sentOne;
  private boolean out;

  /**
   * @param waiting at least one, the oldest first
   * @param until when to begin with no message any more, by {@link Passing#passed}
   */
  LineQueue(
      List<Outgoing> waiting, Postbag postbag, Attempts attempts, Instant now, Duration until) {
    this.waiting = List.copyOf(waiting);
    this.postbag = postbag;
    this.attempts = attempts;
    this.now = now;
    this.until = until;
  }

  /** One that is given up, and not settled yet. */
  record Lost(Outgoing after, Claim claim) {}

  String line() {
    return waiting.get(0).line();
  }

  boolean isDue() {
    return waiting.stream().anyMatch(this::isDue);
  }

  private boolean isDue(Outgoing message) {
    return !message.next().isAfter(now);
  }

  /**
   * Sends what is due; and once the channel takes something, also what was to be tried later.
   *
   * @param channel empty when the settings do not name it any more
   */
  void send(Optional<Channel> channel) {
    List<Outgoing> left = pass(waiting, this::isDue, channel);
    if (sentOne && !out) {
      pass(left, message -> true, channel);
    }
  }

  private List<Outgoing> pass(
      List<Outgoing> some, Predicate<Outgoing> wanted, Optional<Channel> channel) {
    Set<String> held = new HashSet<>();
    List<Outgoing> left = new ArrayList<>();
    for (Outgoing message : some) {
      String thread = message.message().thread();
      if (held.contains(thread) || !wanted.test(message) || !turn(message, channel)) {
        held.add(thread);
        left.add(message);
      }
    }
    return left;
  }

  /** False when it is not this process's turn, or there is no time left. */
  private boolean turn(Outgoing message, Optional<Channel> channel) {
    if (!attempts.isBefore(until)) {
      return false;
    }
    Optional<Claim> mine = postbag.take(message);
    if (mine.isEmpty()) {
      others.add(message);
      return false;
    }
    Outgoing after = after(message, channel);
    if (after.state() == Outgoing.State.GIVEN_UP) {
      lost.add(new Lost(after, mine.get()));
    } else if (postbag.settle(after, mine.get())) {
      settled.add(after);
    }
    return true;
  }

  private Outgoing after(Outgoing message, Optional<Channel> channel) {
    if (channel.isEmpty()) {
      return message.givenUp("the settings do not name " + line() + " any more", now);
    }
    if (out) {
      return attempts.later(message, "a message before it failed", Optional.empty());
    }
    Attempts.Ended ended = attempts.send(message, channel.get(), until);
    out = ended.out();
    sentOne |= ended.after().state() == Outgoing.State.SENT;
    return ended.after();
  }

  /** What was sent, or is to be tried later. */
  List<Outgoing> settled() {
    return List.copyOf(settled);
  }

  List<Lost> lost() {
    return List.copyOf(lost);
  }

  /** Those that still wait: they failed before, or nobody came to them; not what others send. */
  List<Outgoing> left() {
    Set<String> known = new HashSet<>();
    Set<String> elsewhere = new HashSet<>();
    others.forEach(o -> elsewhere.add(o.message().thread()));
    settled.forEach(o -> known.add(o.id()));
    lost.forEach(l -> known.add(l.after().id()));
    return waiting.stream()
        .filter(o -> !known.contains(o.id()) && !elsewhere.contains(o.message().thread()))
        .filter(o -> o.attempts() > 0 || isDue(o))
        .map(o -> isDue(o) ? o.failed("its turn did not come in time", now) : o)
        .toList();
  }
}
