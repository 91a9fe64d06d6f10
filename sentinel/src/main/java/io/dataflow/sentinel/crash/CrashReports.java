package io.dataflow.sentinel.crash;

import io.dataflow.sentinel.config.Form;
import io.dataflow.sentinel.config.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Where failures of the program itself are reported, one event each.
 *
 * <p>Making one costs nothing: the vendor's library is loaded by the first report. Thread-safe.
 */
public final class CrashReports {
  /** What a report holds the end of a command for, at most. */
  public static final Duration USUAL_BOUND = Duration.ofSeconds(5);

  private static final String UNSENT = "sentry: the failure was not reported: ";

  private final Secret dsn;
  private final String environment;
  private final String release;
  private final UnaryOperator<String> redactor;
  private final Duration bound;

  /**
   * @param dsn whether it is one is told by the first report
   * @param environment name of the installation, such as {@code production}
   * @param release name and version of the program, as in {@code dataflow-sentinel@0.1.0}
   * @param redactor takes secrets out of every text that is sent
   * @param bound for each report; see {@link #USUAL_BOUND}
   */
  public CrashReports(
      Secret dsn,
      String environment,
      String release,
      UnaryOperator<String> redactor,
      Duration bound) {
    this.dsn = dsn;
    this.environment = environment;
    this.release = release;
    this.redactor = redactor;
    this.bound = bound;
  }

  /**
   * Sends one event and waits for it no longer than the bound.
   *
   * @param tags by which events are found again, such as the run's id
   * @return what could not be done, on one line and without the address; empty when it was taken
   */
  public Optional<String> report(Throwable cause, Map<String, String> tags) {
    if (!Form.isDsn(dsn)) {
      return Optional.of(
          UNSENT + "SENTRY_DSN is no address such as https://KEY@sentry.example.com/1");
    }
    FutureTask<Optional<String>> sending =
        new FutureTask<>(
            () -> new CrashEvent(dsn, environment, release, redactor).send(cause, tags, bound));
    return begun(sending).or(() -> outcome(sending)).map(UNSENT::concat);
  }

  /** On a thread of its own: no step of it, looking a host up included, is to hold the caller. */
  private static Optional<String> begun(FutureTask<?> sending) {
    Thread thread = new Thread(sending, "crash-report");
    thread.setDaemon(true);
    try {
      thread.start();
      return Optional.empty();
    } catch (OutOfMemoryError e) {
      return Optional.of("there is no memory left for it"); // which may be why it is reported
    }
  }

  private Optional<String> outcome(FutureTask<Optional<String>> sending) {
    try {
      return sending.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sending.cancel(true);
      return Optional.of(SinglePost.late(bound));
    } catch (ExecutionException e) {
      // by its kind only: its words may hold the address
      return Optional.of(e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("the program was stopped");
    }
  }
}
