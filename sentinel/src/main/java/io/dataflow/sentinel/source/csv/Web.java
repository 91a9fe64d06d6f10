package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.source.BoundedBody;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an address for a file; redirects are not followed. Never says a password or a query. */
final class Web {
  private static final List<String> KEPT =
      List.of("content-type", "date", "etag", "last-modified", "retry-after", "server");

  private final CsvOptions options;
  private final Address address;
  private HttpClient client;

  Web(CsvOptions options) {
    this.options = options;
    this.address = new Address(options.location());
  }

  boolean loopback() {
    String host = address.of("A").getHost();
    return host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]");
  }

  @Override
  public String toString() {
    return address.toString();
  }

  /** With the retries that can help. */
  Loaded load(String symbol) {
    Loaded last = once(symbol);
    for (int i = 0; i < options.retries() && mayPass(last); i++) {
      pause(i);
      last = once(symbol);
    }
    return last;
  }

  private static boolean mayPass(Loaded loaded) {
    return loaded.failure().isPresent() || loaded.status() == 429 || loaded.status() >= 500;
  }

  private void pause(int attempt) {
    try {
      TimeUnit.NANOSECONDS.sleep(options.retryDelay().toNanos() * (1L << attempt));
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private IllegalStateException stopped(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("stopped while waiting for " + address, e);
  }

  private Loaded once(String symbol) {
    URI uri = address.of(symbol);
    String shown = address.shown(symbol);
    CompletableFuture<HttpResponse<byte[]>> sent =
        client().sendAsync(asked(uri), r -> new BoundedBody(options.maxBytes()));
    try {
      HttpResponse<byte[]> response =
          sent.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return answered(shown, response);
    } catch (TimeoutException e) {
      sent.cancel(true);
      return Loaded.failed(shown, late(shown));
    } catch (ExecutionException e) {
      return Loaded.failed(shown, failed(shown, uri, e.getCause()));
    } catch (IOException e) {
      return Loaded.failed(shown, failed(shown, uri, e));
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw stopped(e);
    }
  }

  private HttpRequest asked(URI uri) {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(uri)
            .header("User-Agent", options.userAgent())
            .header("Accept-Encoding", "gzip")
            .timeout(options.requestTimeout())
            .GET();
    address.authorization().ifPresent(user -> asked.header("Authorization", user));
    return asked.build();
  }

  private Loaded answered(String shown, HttpResponse<byte[]> response) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    KEPT.forEach(name -> response.headers().firstValue(name).ifPresent(v -> headers.put(name, v)));
    byte[] body = BoundedBody.plain(response, options.maxBytes());
    List<Loaded.Part> parts = List.of(new Loaded.Part(shown, body));
    return new Loaded(shown, response.statusCode(), parts, headers, Optional.empty());
  }

  private String late(String shown) {
    return shown + " did not answer within " + options.requestTimeout();
  }

  private String failed(String shown, URI uri, Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof BoundedBody.TooLarge) {
        return shown
            + " sent too much: the body is larger than "
            + options.maxBytes()
            + " bytes (pipeline.max_response)";
      }
      if (at instanceof UnresolvedAddressException || at instanceof java.net.UnknownHostException) {
        return "the host " + uri.getHost() + " was not found: check the network and the DNS";
      }
    }
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return "could not connect to "
          + uri.getAuthority()
          + ": check the network, a proxy or firewall";
    }
    return cause instanceof HttpTimeoutException
        ? late(shown)
        : shown + ": the connection broke: " + cause.getClass().getSimpleName();
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .connectTimeout(options.connectTimeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(loopback() ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
              .build();
    }
    return client;
  }
}
