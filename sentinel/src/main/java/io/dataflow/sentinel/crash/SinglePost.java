package io.dataflow.sentinel.crash;

import io.sentry.Hint;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends one envelope, once, on the thread that asks for it, and says what became of it. The
 * library's own transport sends on a thread of its own and tells a log at most. Follows no
 * redirect.
 */
final class SinglePost {
  private final Duration bound;
  private Optional<String> trouble = Optional.of("nothing was left of it to send");

  SinglePost(Duration bound) {
    this.bound = bound;
  }

  /** What went wrong; that nothing was sent, before anything was. */
  Optional<String> trouble() {
    return trouble;
  }

  static String late(Duration bound) {
    return "its server did not answer within " + bound;
  }

  /** The way to a server, as the library wants one. */
  ITransport to(SentryOptions options, RequestDetails details) {
    return new Way(options, details);
  }

  private Optional<String> sent(HttpRequest request) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(bound)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      return answer(response.statusCode());
    } catch (IOException e) {
      return Optional.of(meaning(e));
    }
  }

  private static Optional<String> answer(int status) {
    if (status / 100 == 2) {
      return Optional.empty();
    }
    String answered = "its server answered with HTTP " + status;
    return Optional.of(
        switch (status / 100) {
          case 3 -> answered + ", a redirect, which is not followed: look at SENTRY_DSN";
          case 4 ->
              status == 429
                  ? answered + ": it takes no more events for now"
                  : answered + ": look at SENTRY_DSN";
          default -> answered;
        });
  }

  /** Not the failure's own words, which may hold the address. */
  private String meaning(IOException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException || at instanceof java.net.UnknownHostException) {
        return "its host was not found: check the network, the DNS and SENTRY_DSN";
      }
    }
    if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
      return "its server could not be connected to: check the network, a proxy or firewall, and"
          + " SENTRY_DSN";
    }
    return failure instanceof HttpTimeoutException
        ? late(bound)
        : "the connection broke: " + failure.getClass().getSimpleName();
  }

  private final class Way implements ITransport {
    private final SentryOptions options;
    private final RequestDetails details;

    Way(SentryOptions options, RequestDetails details) {
      this.options = options;
      this.details = details;
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) {
      try {
        trouble = sent(request(envelope));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        trouble = Optional.of(late(bound));
      }
    }

    private HttpRequest request(SentryEnvelope envelope) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(details.getUrl().toString()))
              .timeout(bound)
              .header("Content-Type", "application/x-sentry-envelope")
              .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(envelope)));
      details.getHeaders().forEach(request::header);
      return request.build();
    }

    private byte[] bytes(SentryEnvelope envelope) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        options.getSerializer().serialize(envelope, bytes);
      } catch (Exception e) {
        throw new IllegalStateException("an event could not be written", e);
      }
      return bytes.toByteArray();
    }

    @Override
    public RateLimiter getRateLimiter() {
      return new RateLimiter(options);
    }

    @Override
    public void flush(long timeoutMillis) {
      // nothing waits: each is sent when it is given
    }

    @Override
    public void close(boolean isRestarting) {
      close();
    }

    @Override
    public void close() {
      // nothing is held open
    }
  }
}
