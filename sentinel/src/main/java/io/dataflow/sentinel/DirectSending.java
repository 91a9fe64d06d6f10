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
  private static final Duration LONGEST = Duration.ofSeconds(75);

  private final Map<String, Channel> channels;

  /**
   * @param channels by their ids
   */
  DirectSending(Map<String, Channel> channels) {
    this.channels = new LinkedHashMap<>(channels);
  }

  /**
   * How it ended.
   *
   * @param told the channels that took it
   */
  record Ended(List<String> told, Sending sending) {}

  /** Sends to the channels that are wanted and take such a message. */
  Ended send(Message message, Predicate<String> wanted) {
    List<String> lines =
        channels.keySet().stream()
            .filter(wanted)
            .filter(line -> channels.get(line).takes(message.kind()))
            .toList();
    if (lines.isEmpty()) {
      return new Ended(List.of(), Sending.nothing());
    }
    List<Callable<Optional<String>>> work = new ArrayList<>();
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
      return new Ended(List.of(), new Sending(0, List.of("interrupted while sending"), List.of()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static Ended ended(
      List<String> lines, List<Future<Optional<String>>> done, Message message)
      throws InterruptedException {
    List<String> told = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Optional<String> failure = failure(done.get(i));
      if (failure.isEmpty()) {
        told.add(lines.get(i));
      } else {
        lost.add(
            lines.get(i) + ": \"" + message.title() + "\" was not delivered: " + failure.get());
      }
    }
    return new Ended(told, new Sending(told.size(), lost, List.of()));
  }

  private static Optional<String> failure(Future<Optional<String>> one)
      throws InterruptedException {
    if (one.isCancelled()) {
      return Optional.of("it took longer than " + LONGEST.toSeconds() + " s");
    }
    try {
      return one.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("could not send", e.getCause());
    }
  }

  /** Why it failed; empty when it was taken. */
  private static Optional<String> attempted(Channel channel, Message message) {
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Delivery delivery = channel.deliver(message, Optional.empty());
      if (delivery instanceof Delivery.Sent) {
        return Optional.empty();
      }
      if (delivery instanceof Delivery.Refused refused) {
        return Optional.of(refused.why());
      }
      why = ((Delivery.Failed) delivery).why();
      Passing.real().pause(PAUSE);
    }
    return Optional.of(why);
  }
}
