package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Delivery;
import io.dataflow.sentinel.channel.Message;
import java.time.Duration;
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
import java.util.function.Predicate;

/** Sends a message past the outbox, over several channels at once, each a few times. */
final class DirectSending {
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofSeconds(75);

  private final Map<String, Channel> channels;
  private final Passing passing;

  /**
   * @param channels by their ids
   * @param passing for the pauses between attempts
   */
  DirectSending(Map<String, Channel> channels, Passing passing) {
    this.channels = new LinkedHashMap<>(channels);
    this.passing = passing;
  }

  /**
   * How it ended.
   *
   * @param told the channels that took it
   * @param refused those that never will
   */
  record Ended(List<String> told, List<String> refused, Sending sending) {}

  private record Attempted(boolean taken, boolean refused, String why) {}

  /** Sends to the channels that are wanted and take such a message. */
  Ended send(Message message, Predicate<String> wanted) {
    List<String> lines =
        channels.keySet().stream()
            .filter(wanted)
            .filter(line -> channels.get(line).takes(message.kind()))
            .toList();
    if (lines.isEmpty()) {
      return new Ended(List.of(), List.of(), Sending.nothing());
    }
    List<Callable<Attempted>> work = new ArrayList<>();
    lines.forEach(line -> work.add(() -> attempted(channels.get(line), message)));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            lines.size(),
            task -> {
              Thread thread = new Thread(task, "deliver");
              thread.setDaemon(true);
              return thread;
            });
    try {
      return ended(
          lines, threads.invokeAll(work, LONGEST.toMillis(), TimeUnit.MILLISECONDS), message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      List<String> lost = List.of("interrupted while sending");
      return new Ended(List.of(), List.of(), new Sending(0, lost, List.of()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static Ended ended(List<String> lines, List<Future<Attempted>> done, Message message)
      throws InterruptedException {
    List<String> told = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Attempted attempted = result(done.get(i));
      if (attempted.taken()) {
        told.add(line);
      } else {
        lost.add(line + ": \"" + message.title() + "\" was not delivered: " + attempted.why());
      }
      if (attempted.refused()) {
        refused.add(line);
      }
    }
    return new Ended(told, refused, new Sending(told.size(), lost, List.of()));
  }

  private static Attempted result(Future<Attempted> one) throws InterruptedException {
    if (one.isCancelled()) {
      return new Attempted(false, false, "it took longer than " + LONGEST.toSeconds() + " s");
    }
    try {
      return one.get();
    } catch (ExecutionException e) {
      // a fault of this program in one channel; what it says may hold an address
      String what = e.getCause().getClass().getSimpleName();
      return new Attempted(false, false, "the channel broke: " + what);
    }
  }

  private Attempted attempted(Channel channel, Message message) {
    for (int attempt = 1; ; attempt++) {
      Delivery delivery = channel.deliver(message, Optional.empty());
      if (delivery instanceof Delivery.Sent) {
        return new Attempted(true, false, "");
      }
      if (delivery instanceof Delivery.Refused refused) {
        return new Attempted(false, true, refused.why());
      }
      Delivery.Failed failed = (Delivery.Failed) delivery;
      Duration pause = failed.after().filter(a -> a.compareTo(PAUSE) > 0).orElse(PAUSE);
      if (attempt == ATTEMPTS || pause.compareTo(LONGEST_PAUSE) > 0) {
        return new Attempted(false, false, failed.why());
      }
      passing.pause(pause);
    }
  }
}
