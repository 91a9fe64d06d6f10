package io.dataflow.sentinel.heartbeat;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Sends pings over HTTP, with the retries that can help. Follows no redirect. */
final class Pinger {
  private static final int TIMED_OUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /** More of an answer nobody needs: servers say OK. */
  private static final int MOST_READ = 200;

  /** The largest limit that is believed. */
  private static final int LARGEST_BODY = 100_000;

  private final Duration bound;
  private final HttpClient client;

  /**
   * Reads the certificates that are trusted, which takes a moment.
   *
   * @param bound for each try; the pauses between tries are parts of it
   */
  Pinger(Duration bound) {
    this.bound = bound;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(bound)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Sends one ping, again after a failure that may pass. */
  Answer send(URI to, byte[] body) throws InterruptedException {
    Answer last = once(to, body);
    for (Duration pause : List.of(bound.dividedBy(20), bound.dividedBy(5))) {
      if (!last.passing()) {
        return last;
      }
      Thread.sleep(pause.toMillis());
      last = once(to, body);
    }
    return last;
  }

  private Answer once(URI to, byte[] body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(bound)
            .header("User-Agent", "dataflow-sentinel")
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream said = response.body()) {
        String text = new String(said.readNBytes(MOST_READ), StandardCharsets.ISO_8859_1);
        return answer(response, text);
      }
    } catch (IOException e) {
      return Answer.failed(meaning(e));
    }
  }

  private static Answer answer(HttpResponse<?> response, String said) {
    int status = response.statusCode();
    if (status / 100 == 3) {
      return Answer.refused(
          "it was answered with a redirect (HTTP "
              + status
              + "), which is not followed: set the address it leads to");
    }
    if (status / 100 != 2) {
      String trouble = "it was answered with HTTP " + status;
      boolean passing = status == TIMED_OUT || status == TOO_MANY || status >= SERVER_ERROR;
      return passing
          ? Answer.failed(trouble)
          : Answer.refused(trouble + ": look at SENTINEL_HEARTBEAT_URL");
    }
    // Healthchecks answers pings by UUID with 200 in any case, and says in words what is wrong
    if (said.contains("(not found)")) {
      return Answer.refused("its server knows no such check: look at SENTINEL_HEARTBEAT_URL");
    }
    return said.contains("(rate limited)")
        ? Answer.refused("its server says that it was pinged too often, and took no notice")
        : Answer.taken(bodyLimit(response));
  }

  private static OptionalInt bodyLimit(HttpResponse<?> response) {
    return response.headers().firstValue("Ping-Body-Limit").stream()
        .filter(text -> text.matches("\\d{1,9}"))
        .mapToInt(text -> Math.min(Integer.parseInt(text), LARGEST_BODY))
        .findFirst();
  }

  /** Not the failure's own words, which may hold the address. */
  private String meaning(IOException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException || at instanceof java.net.UnknownHostException) {
        return "its host was not found: check the network, the DNS and SENTINEL_HEARTBEAT_URL";
      }
    }
    if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
      return "its server could not be connected to: check the network, a proxy or firewall, and"
          + " SENTINEL_HEARTBEAT_URL";
    }
    return failure instanceof HttpTimeoutException
        ? late(bound)
        : "the connection broke: " + failure.getClass().getSimpleName();
  }

  static String late(Duration bound) {
    return "its server did not answer within " + bound;
  }
}
