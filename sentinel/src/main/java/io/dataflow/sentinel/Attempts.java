package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Delivery;
import io.dataflow.sentinel.ledger.OutboxLedger;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends a message, a few times within one call, and says when to try again or that it is lost. */
final class Attempts {
  /** How long between attempts within one call. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** Nobody waits longer for a channel that names a time. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LAST_RETRY = Duration.ofHours(1);

  private final OutboxLedger outbox;
  private final Clock clock;
  private final Passing passing;
  private final Deliverer.Patience patience;

  Attempts(OutboxLedger outbox, Clock clock, Passing passing, Deliverer.Patience patience) {
    this.outbox = outbox;
    this.clock = clock;
    this.passing = passing;
    this.patience = patience;
  }

  /**
   * How it ended.
   *
   * @param out whether the channel takes nothing at all now
   */
  record Ended(Outgoing after, boolean out) {}

  /** The end of this call's patience, by {@link Passing#passed}. */
  Duration until() {
    return passing.passed().plus(patience.call());
  }

  boolean isBefore(Duration until) {
    return passing.passed().compareTo(until) < 0;
  }

  Ended send(Outgoing message, Channel channel, Duration until) {
    for (int attempt = 0; ; attempt++) {
      Delivery delivery = delivered(message, channel);
      if (delivery instanceof Delivery.Sent sent) {
        sent.reference().ifPresent(r -> outbox.refer(message.line(), thread(message), r));
        return new Ended(message.sent(clock.instant()), false);
      }
      if (delivery instanceof Delivery.Refused refused) {
        return new Ended(message.givenUp(refused.why(), clock.instant()), false);
      }
      Delivery.Failed failed = (Delivery.Failed) delivery;
      Optional<Duration> pause = pause(attempt, failed, until);
      if (pause.isEmpty()) {
        return new Ended(later(message, failed.why(), failed.after()), true);
      }
      passing.pause(pause.get());
    }
  }

  private Delivery delivered(Outgoing message, Channel channel) {
    Optional<String> reference = outbox.reference(message.line(), thread(message));
    try {
      return channel.deliver(message.message(), reference);
    } catch (RuntimeException e) {
      // a fault of this program in one channel; what it says may hold an address
      return Delivery.failed("the channel broke: " + e.getClass().getSimpleName());
    }
  }

  private static String thread(Outgoing message) {
    return message.message().thread();
  }

  /** How long to wait for one more attempt in this call; empty for none. */
  private Optional<Duration> pause(int attempt, Delivery.Failed failed, Duration until) {
    if (attempt >= PAUSES.size()) {
      return Optional.empty();
    }
    Duration usual = PAUSES.get(attempt);
    Duration pause = failed.after().filter(a -> a.compareTo(usual) > 0).orElse(usual);
    boolean inTime = passing.passed().plus(pause).compareTo(until) < 0;
    return inTime && pause.compareTo(LONGEST_PAUSE) <= 0 ? Optional.of(pause) : Optional.empty();
  }

  /** One that was not taken, with when to try again; or it failed for too long. */
  Outgoing later(Outgoing message, String why, Optional<Duration> after) {
    Instant now = clock.instant();
    boolean old = !message.created().plus(patience.message()).isAfter(now);
    if (old && message.attempts() > 0) { // else nobody has tried for all that time
      return message.givenUp(why + ", for " + patience.message().toHours() + " h", now);
    }
    Duration backoff = FIRST_RETRY.multipliedBy(1L << Math.min(message.attempts(), 6));
    Duration wait = backoff.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : backoff;
    return message.failed(why, now.plus(after.filter(a -> a.compareTo(wait) > 0).orElse(wait)));
  }
}
