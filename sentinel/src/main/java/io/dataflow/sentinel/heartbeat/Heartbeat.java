package io.dataflow.sentinel.heartbeat;

import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.text.ForeignText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * The heartbeat of one run: tells a server that speaks the protocol of Healthchecks that the run
 * began and how it ended. That server tells people when the next one does not come, which no
 * program can do of itself.
 *
 * <pre>
 * ADDRESS/start?rid=...   the run begins; sent beside it, on a thread of its own
 * ADDRESS?rid=...         it ended with 0, or with warnings only (2)
 * ADDRESS/3?rid=...       it ended with another code
 * </pre>
 *
 * <p>{@code rid} is made of the run's id and pairs the two. For one run, and one thread.
 */
public final class Heartbeat {
  /** What each ping may take, and the most that the end of a run is held for it. */
  public static final Duration USUAL_BOUND = Duration.ofSeconds(10);

  /** What is kept of a body when the server names no limit of its own. */
  static final int USUAL_BODY = 10_000;

  private static final int OK = 0;
  private static final int WARNINGS = 2;

  private final Optional<PingAddress> address;
  private final Duration bound;
  private final UnaryOperator<String> redactor;
  private Optional<FutureTask<Answer>> start = Optional.empty();

  private Heartbeat(Optional<PingAddress> address, Duration bound, UnaryOperator<String> redactor) {
    this.address = address;
    this.bound = bound;
    this.redactor = redactor;
  }

  /**
   * A heartbeat to an address; whether it is one is told at the end.
   *
   * @param url {@code BASE/UUID} or {@code BASE/KEY/SLUG}, with or without {@code ?create=1}
   * @param bound for each ping; see {@link #USUAL_BOUND}
   * @param redactor takes secrets out of the text that is sent
   */
  public static Heartbeat of(Secret url, Duration bound, UnaryOperator<String> redactor) {
    return new Heartbeat(PingAddress.of(url), bound, redactor);
  }

  /** Tells that a run begins, without waiting for it. */
  public void started(String run) {
    start =
        address.map(
            to ->
                beside(
                    pinger -> pinger.send(to.of("/start", pair(run)), new byte[0]).named("start")));
    // a server that takes its time must not be asked for ever
    start.ifPresent(ping -> after(bound, ping));
  }

  /**
   * Tells how a run ended, and waits for it no longer than the bound. Goes without a start too.
   *
   * @param text what went wrong, for people who look the ping up; cut to what the server keeps
   * @return what could not be told, on one line and without the address; empty when all was
   */
  public Optional<String> ended(String run, int exitCode, String text) {
    if (address.isEmpty()) {
      return Optional.of(
          "heartbeat: SENTINEL_HEARTBEAT_URL is no http or https address without a user, such as"
              + " https://ping.example.com/KEY/daily-bars");
    }
    String suffix = exitCode == OK || exitCode == WARNINGS ? "" : "/" + exitCode;
    URI to = address.get().of(suffix, pair(run));
    String body = "run " + run + " ended with exit code " + exitCode + "\n" + text;
    FutureTask<Answer> end =
        beside(
            pinger -> {
              Optional<Answer> first = startsAnswer();
              OptionalInt most = first.map(Answer::bodyLimit).orElse(OptionalInt.empty());
              Answer last = pinger.send(to, cut(body, most.orElse(USUAL_BODY))).named("end");
              return first.map(before -> before.and(last)).orElse(last);
            });
    return outcome(end, "end", bound).trouble().map(why -> "heartbeat: " + why);
  }

  /**
   * A start that comes after the end would look like another run: it is waited for, or given up.
   */
  private Optional<Answer> startsAnswer() {
    return start.map(ping -> outcome(ping, "start", bound.dividedBy(2)));
  }

  private static Answer outcome(FutureTask<Answer> ping, String what, Duration most) {
    try {
      return ping.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | CancellationException e) {
      ping.cancel(true);
      return Answer.failed(Pinger.late(most)).named(what);
    } catch (ExecutionException e) {
      // by its kind only: its words may hold the address
      return Answer.failed(e.getCause().getClass().getSimpleName()).named(what);
    } catch (InterruptedException e) {
      ping.cancel(true);
      Thread.currentThread().interrupt();
      return Answer.failed("the program was stopped").named(what);
    }
  }

  /** What a thread does with a client that it makes itself: that takes a tenth of a second. */
  private interface Work {
    Answer with(Pinger pinger) throws InterruptedException;
  }

  private FutureTask<Answer> beside(Work work) {
    Callable<Answer> whole = () -> work.with(new Pinger(bound));
    FutureTask<Answer> task = new FutureTask<>(whole);
    Thread thread = new Thread(task, "heartbeat");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static void after(Duration bound, FutureTask<Answer> ping) {
    CompletableFuture.delayedExecutor(bound.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> ping.cancel(true));
  }

  private static UUID pair(String run) {
    return UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8));
  }

  /** To so many bytes, and not within a character. */
  private byte[] cut(String text, int most) {
    String shown = ForeignText.lines(redactor.apply(text));
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= most) {
      return bytes;
    }
    int end = most;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
