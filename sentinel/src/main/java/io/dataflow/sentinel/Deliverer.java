package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Delivery;
import io.dataflow.sentinel.ledger.LeaseHolder;
import io.dataflow.sentinel.ledger.OutboxLedger;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends what waits in the outbox: every channel on a thread of its own, so that one that is out
 * delays no other, and each message by one process at a time.
 *
 * <pre>
 * pending -> claimed -> sent, or tried again a little later -> settled
 *      killed before settled: the next process sees that the claim's process is gone
 * </pre>
 */
final class Deliverer {
  /** After so long by a clock a claim of another machine counts no more. */
  static final Duration CLAIM = Duration.ofMinutes(5);

  /** How long between attempts within one call. */
  private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** Nobody waits longer for a channel that names a time. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LAST_RETRY = Duration.ofHours(1);

  /** The messages that were sent, that wait for another attempt, and that were given up. */
  record Deliveries(List<Outgoing> sent, List<Outgoing> waiting, List<Outgoing> givenUp) {
    static Deliveries none() {
      return new Deliveries(List.of(), List.of(), List.of());
    }

    Deliveries and(Deliveries later) {
      return new Deliveries(
          both(sent, later.sent), both(waiting, later.waiting), both(givenUp, later.givenUp));
    }

    private static List<Outgoing> both(List<Outgoing> some, List<Outgoing> others) {
      return Stream.concat(some.stream(), others.stream()).toList();
    }
  }

  private final OutboxLedger outbox;
  private final Function<String, Optional<Channel>> channels;
  private final Clock clock;
  private final Clock wall;
  private final Patience patience;

  /**
   * How long to go on trying.
   *
   * @param call until when one call goes on, counted from its start
   * @param message after what age a message that fails once more is given up
   */
  record Patience(Duration call, Duration message) {
    static Patience usual() {
      return new Patience(Duration.ofSeconds(75), Duration.ofHours(24));
    }
  }

  /**
   * @param channels a channel by its id; empty when the settings do not name it any more
   * @param clock the judged instant: when messages are due and done
   * @param wall the running time, for claims
   */
  Deliverer(
      OutboxLedger outbox,
      Function<String, Optional<Channel>> channels,
      Clock clock,
      Clock wall,
      Patience patience) {
    this.outbox = outbox;
    this.channels = channels;
    this.clock = clock;
    this.wall = wall;
    this.patience = patience;
  }

  /** Sends all that is due. What fails stays for the next call, or is given up. */
  Deliveries deliver() {
    Instant now = clock.instant();
    Map<String, List<Outgoing>> due =
        outbox.pending().stream()
            .filter(o -> !o.next().isAfter(now))
            .collect(Collectors.groupingBy(Outgoing::line));
    if (due.isEmpty()) {
      return Deliveries.none();
    }
    Passing passing = Passing.real();
    ExecutorService threads = Executors.newFixedThreadPool(due.size(), Deliverer::daemon);
    try {
      List<Callable<List<Outgoing>>> work = new ArrayList<>();
      due.values().forEach(some -> work.add(() -> line(some, passing)));
      // a channel keeps its own limits; this is for one that does not
      long most = patience.call().multipliedBy(2).toMillis();
      List<Outgoing> settled = new ArrayList<>();
      for (Future<List<Outgoing>> one : threads.invokeAll(work, most, TimeUnit.MILLISECONDS)) {
        settled.addAll(settled(one));
      }
      return sorted(settled);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Deliveries.none(); // all that is not settled is sent by the next call
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Outgoing> settled(Future<List<Outgoing>> one) throws InterruptedException {
    try {
      return one.isCancelled() ? List.of() : one.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("could not deliver", e.getCause());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "deliver");
    thread.setDaemon(true);
    return thread;
  }

  private static Deliveries sorted(List<Outgoing> settled) {
    return new Deliveries(
        of(settled, Outgoing.State.SENT),
        of(settled, Outgoing.State.PENDING),
        of(settled, Outgoing.State.GIVEN_UP));
  }

  private static List<Outgoing> of(List<Outgoing> settled, Outgoing.State state) {
    return settled.stream().filter(o -> o.state() == state).toList();
  }

  /** One channel's messages, in order; when one fails, those behind it would too. */
  private List<Outgoing> line(List<Outgoing> due, Passing passing) {
    List<Outgoing> settled = new ArrayList<>();
    Optional<Channel> channel = channels.apply(due.get(0).line());
    boolean out = false;
    for (Outgoing message : due) {
      if (!claimed(message)) {
        continue;
      }
      Outgoing after;
      if (channel.isEmpty()) {
        after = message.givenUp("the settings do not name " + message.line() + " any more", clock.instant());
      } else if (out) {
        after = later(message, "a message before it failed", Optional.empty());
      } else {
        after = attempted(message, channel.get(), passing);
        out = after.state() == Outgoing.State.PENDING;
      }
      outbox.settle(after);
      settled.add(after);
    }
    return settled;
  }


  /** A claim of a process that is gone, or that is old, is no claim. */
  private boolean claimed(Outgoing message) {
    Optional<Claim> seen = outbox.claim(message.id());
    Claim mine = new Claim(ClaimText.of(ThisProcess.holder()), wall.instant());
    boolean free = seen.isEmpty() || seen.filter(this::isDead).isPresent();
    return free && outbox.claim(message.id(), seen, mine);
  }

  private boolean isDead(Claim claim) {
    Optional<LeaseHolder> holder = ClaimText.read(claim.by());
    return holder.filter(ThisProcess::gone).isPresent()
        || Duration.between(claim.at(), wall.instant()).abs().compareTo(CLAIM) > 0;
  }

  private Outgoing attempted(Outgoing message, Channel channel, Passing passing) {
    for (int attempt = 0; ; attempt++) {
      Delivery delivery =
          channel.deliver(message.message(), outbox.reference(message.line(), thread(message)));
      if (delivery instanceof Delivery.Sent sent) {
        sent.reference().ifPresent(r -> outbox.refer(message.line(), thread(message), r));
        return message.sent(clock.instant());
      }
      if (delivery instanceof Delivery.Refused refused) {
        return message.givenUp(refused.why(), clock.instant());
      }
      Delivery.Failed failed = (Delivery.Failed) delivery;
      Optional<Duration> pause = pause(attempt, failed, passing);
      if (pause.isEmpty()) {
        return later(message, failed.why(), failed.after());
      }
      passing.pause(pause.get());
    }
  }

  private static String thread(Outgoing message) {
    return message.message().thread();
  }

  /** How long to wait for one more attempt in this call; empty for none. */
  private Optional<Duration> pause(int attempt, Delivery.Failed failed, Passing passing) {
    if (attempt >= PAUSES.size()) {
      return Optional.empty();
    }
    Duration pause = failed.after().filter(a -> a.compareTo(PAUSES.get(attempt)) > 0)
        .orElse(PAUSES.get(attempt));
    boolean inTime = passing.passed().plus(pause).compareTo(patience.call()) < 0;
    return inTime && pause.compareTo(LONGEST_PAUSE) <= 0 ? Optional.of(pause) : Optional.empty();
  }

  private Outgoing later(Outgoing message, String why, Optional<Duration> after) {
    Instant now = clock.instant();
    if (!message.created().plus(patience.message()).isAfter(now)) {
      return message.givenUp(why + ", for " + patience.message().toHours() + " h", now);
    }
    Duration backoff = FIRST_RETRY.multipliedBy(1L << Math.min(message.attempts(), 6));
    Duration wait = backoff.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : backoff;
    return message.failed(why, now.plus(after.filter(a -> a.compareTo(wait) > 0).orElse(wait)));
  }
}
