package io.dataflow.sentinel;

import io.dataflow.sentinel.source.BoundedBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Loads a file that a run left, from here or from a server, within bounds of size and time. Follows
 * redirects on the same server only.
 */
final class StatusFile {
  /** An entry of {@code freshness.json} is some 3 kB, and there may be thousands. */
  static final long LARGEST = 64L << 20;

  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_REDIRECTS = 3;

  private final StatusAddress address;
  private final Duration patience;
  private final long largest;

  StatusFile(StatusAddress address, Duration patience, long largest) {
    this.address = address;
    this.patience = patience;
    this.largest = largest;
  }

  /** It could not be loaded; the message says why, without the address. */
  static final class UnloadedException extends Exception {
    private static final long serialVersionUID = 1L;

    UnloadedException(String why) {
      super(why);
    }
  }

  byte[] load() throws UnloadedException {
    return address.file().isPresent() ? read(address.file().get()) : fetched();
  }

  private byte[] read(Path path) throws UnloadedException {
    if (!Files.isRegularFile(path)) {
      throw new UnloadedException("there is no such file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes((int) largest + 1);
      if (bytes.length > largest) {
        throw tooLarge();
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UnloadedException("there is no such file");
    } catch (IOException e) {
      throw new UnloadedException("it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private UnloadedException tooLarge() {
    return new UnloadedException("it is larger than " + largest + " bytes, so it is another file");
  }

  private byte[] fetched() throws UnloadedException {
    URI at = address.web().orElseThrow();
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<byte[]> response = asked(client, at);
      Optional<String> location =
          response.statusCode() / 100 == 3
              ? response.headers().firstValue("Location")
              : Optional.empty();
      if (location.isEmpty()) {
        return body(response);
      }
      at = redirected(at, location.get());
    }
    throw new UnloadedException("it was redirected more than " + MOST_REDIRECTS + " times");
  }

  /** Whoever can redirect elsewhere could say that all is well. */
  private static URI redirected(URI from, String location) throws UnloadedException {
    try {
      URI to = from.resolve(location);
      if (from.getAuthority().equals(to.getAuthority())
          && from.getScheme().equals(to.getScheme())) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // no address at all, and refused alike
    }
    throw new UnloadedException(
        "it was redirected to another server, which is not followed: give the address it leads to");
  }

  private HttpResponse<byte[]> asked(HttpClient client, URI at) throws UnloadedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(patience)
            .header("User-Agent", "dataflow-sentinel")
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .header("Cache-Control", "no-cache")
            .GET();
    address.authorization().ifPresent(user -> request.header("Authorization", user));
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request.build(), r -> new BoundedBody(largest));
    try {
      return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw late();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnloadedException("the program was stopped");
    }
  }

  private UnloadedException late() {
    return new UnloadedException("its server did not answer within " + Durations.words(patience));
  }

  private byte[] body(HttpResponse<byte[]> response) throws UnloadedException {
    int status = response.statusCode();
    if (status != 200) {
      throw new UnloadedException(
          "its server answers HTTP "
              + status
              + (status == 401 || status == 403
                  ? ": give user and password in the address, https://user:password@host/..."
                  : status == 404 ? ": there is no such file" : ""));
    }
    try {
      return BoundedBody.plain(response, largest);
    } catch (BoundedBody.TooLarge e) {
      throw tooLarge();
    } catch (IOException e) {
      throw new UnloadedException("its server sent a body that cannot be unpacked");
    }
  }

  private UnloadedException failed(Throwable cause) {
    List<Throwable> all = Stream.iterate(cause, each -> each != null, Throwable::getCause).toList();
    if (any(all, BoundedBody.TooLarge.class)) {
      return tooLarge();
    }
    if (any(all, UnresolvedAddressException.class) || any(all, UnknownHostException.class)) {
      return new UnloadedException("its host was not found: check the network and the DNS");
    }
    if (any(all, ConnectException.class) || any(all, HttpConnectTimeoutException.class)) {
      return new UnloadedException(
          "its server could not be connected to: check the network, a proxy or firewall");
    }
    return any(all, HttpTimeoutException.class)
        ? late()
        : new UnloadedException("the connection broke: " + cause.getClass().getSimpleName());
  }

  private static boolean any(List<Throwable> all, Class<?> type) {
    return all.stream().anyMatch(type::isInstance);
  }
}
