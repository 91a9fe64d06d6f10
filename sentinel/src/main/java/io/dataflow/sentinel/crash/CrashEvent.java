package io.dataflow.sentinel.crash;

import io.dataflow.sentinel.config.Secret;
import io.sentry.SentryClient;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One event as the vendor's library makes it, with all left off that the library does by itself.
 *
 * <p>The client is one of its own. The library's global one would install its integrations: hooks,
 * sessions, threads that outlive the command.
 */
final class CrashEvent {
  private static final String OWN_FRAMES = "io.dataflow.sentinel";

  /** More, or another character, and the server drops the event. */
  private static final int LONGEST_ENVIRONMENT = 64;

  private final Secret dsn;
  private final String environment;
  private final String release;
  private final UnaryOperator<String> redactor;

  CrashEvent(Secret dsn, String environment, String release, UnaryOperator<String> redactor) {
    this.dsn = dsn;
    this.environment = environment;
    this.release = release;
    this.redactor = redactor;
  }

  /** Sends it, and waits; returns what went wrong. */
  Optional<String> send(Throwable cause, Map<String, String> tags, Duration bound) {
    SinglePost post = new SinglePost(bound);
    SentryOptions options = options();
    options.setTransportFactory(post::to);
    SentryEvent event = new SentryEvent(cause);
    event.setLevel(SentryLevel.ERROR);
    tags.forEach(event::setTag);
    try {
      new SentryClient(options).captureEvent(event);
      return post.trouble();
    } finally {
      options.getExecutorService().close(0); // options begin a thread when they are made
    }
  }

  private SentryOptions options() {
    SentryOptions options = new SentryOptions();
    options.setDsn(dsn.reveal());
    options.setEnvironment(name(redactor.apply(environment)));
    options.setRelease(release);
    options.addInAppInclude(OWN_FRAMES);
    options.setBeforeSend(new EventTexts(redactor));
    options.setAttachServerName(false);
    options.setAttachThreads(false);
    options.setAttachStacktrace(false);
    options.setSendDefaultPii(false);
    options.setSendModules(false);
    options.setSendClientReports(false);
    options.setEnableExternalConfiguration(false);
    options.setEnableUncaughtExceptionHandler(false);
    options.setEnableShutdownHook(false);
    options.setEnableAutoSessionTracking(false);
    options.setMaxBreadcrumbs(0);
    return options;
  }

  private static String name(String environment) {
    String plain = environment.replaceAll("[\\s/\\p{Cntrl}]+", "-");
    return plain.substring(0, Math.min(plain.length(), LONGEST_ENVIRONMENT));
  }
}
