package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
  private final Ledger ledger;
  private final Function<String, Optional<Channel>> channels;
  private final Clock clock;
  private final Postbag postbag;
  private final Attempts attempts;
  private final Patience patience;

  /** The messages that were sent, that wait for another attempt, and that were given up. */
  record Deliveries(List<Outgoing> sent, List<Outgoing> waiting, List<Outgoing> givenUp) {
    static Deliveries none() {
      return new Deliveries(List.of(), List.of(), List.of());
    }

    /** With what came of a later call, which knows better what waits. */
    Deliveries and(Deliveries later) {
      return new Deliveries(both(sent, later.sent), later.waiting, both(givenUp, later.givenUp));
    }

    private static List<Outgoing> both(List<Outgoing> some, List<Outgoing> others) {
      return Stream.concat(some.stream(), others.stream()).toList();
    }
  }

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
   * @param passing for the pauses between attempts
   */
  Deliverer(
      Ledger ledger,
      Function<String, Optional<Channel>> channels,
      Clock clock,
      Clock wall,
      Passing passing,
      Patience patience) {
    this.ledger = ledger;
    this.channels = channels;
    this.clock = clock;
    this.postbag = new Postbag(ledger, wall);
    this.attempts = new Attempts(ledger.outbox(), clock, passing, patience);
    this.patience = patience;
  }

  /**
   * Sends all that is due. What fails stays for the next call, or is given up.
   *
   * @param lost takes what is given up, in the transaction that records it
   */
  Deliveries deliver(Consumer<List<Outgoing>> lost) {
    List<LineQueue> lines = lines();
    send(lines.stream().filter(LineQueue::isDue).toList());
    List<LineQueue.Lost> all = lines.stream().flatMap(l -> l.lost().stream()).toList();
    List<Outgoing> givenUp = new ArrayList<>();
    if (!all.isEmpty()) {
      ledger.atomically(
          () -> {
            all.stream()
                .filter(l -> postbag.settle(l.after(), l.claim()))
                .forEach(l -> givenUp.add(l.after()));
            lost.accept(givenUp);
          });
    }
    List<Outgoing> settled = lines.stream().flatMap(l -> l.settled().stream()).toList();
    Stream<Outgoing> left = lines.stream().flatMap(l -> l.left().stream());
    return new Deliveries(
        of(settled, Outgoing.State.SENT),
        Stream.concat(of(settled, Outgoing.State.PENDING).stream(), left).toList(),
        List.copyOf(givenUp));
  }

  private List<LineQueue> lines() {
    Instant now = clock.instant();
    Duration until = attempts.until();
    Map<String, List<Outgoing>> waiting =
        ledger.outbox().pending().stream()
            .collect(
                Collectors.groupingBy(Outgoing::line, LinkedHashMap::new, Collectors.toList()));
    return waiting.values().stream()
        .map(some -> new LineQueue(some, postbag, attempts, now, until))
        .toList();
  }

  private static List<Outgoing> of(List<Outgoing> settled, Outgoing.State state) {
    return settled.stream().filter(o -> o.state() == state).toList();
  }

  private void send(List<LineQueue> lines) {
    if (lines.isEmpty()) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(lines.size(), Deliverer::daemon);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      lines.forEach(line -> work.add(() -> sent(line)));
      // a channel keeps its own limits; this is for one that does not
      long most = patience.call().multipliedBy(2).toMillis();
      for (Future<Boolean> one : threads.invokeAll(work, most, TimeUnit.MILLISECONDS)) {
        ended(one);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // all that is not settled is sent by the next call
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean sent(LineQueue line) {
    line.send(channels.apply(line.line()));
    return true;
  }

  private static void ended(Future<Boolean> one) throws InterruptedException {
    try {
      if (!one.isCancelled()) {
        one.get();
      }
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
}
