package io.dataflow.sentinel.channel;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Makes requests over HTTP, each within a total time, and follows no redirect: an address is often
 * a secret, and what it is redirected to is not what was agreed on. Safe for several threads.
 *
 * <p>No text that comes from here names an address or a host. Exceptions of the library do, so none
 * of their messages is passed on.
 */
public final class HttpCaller {
  private static final int LAST_PORT = 65_535;

  private final Duration connect;
  private final Duration total;
  private final String userAgent;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpCaller::daemon);
  private HttpClient client;

  /**
   * Opens nothing yet.
   *
   * @param connect the longest wait for a connection
   * @param total the longest wait for a whole answer, however slowly it comes
   */
  public HttpCaller(Duration connect, Duration total, String userAgent) {
    this.connect = connect;
    this.total = total;
    this.userAgent = userAgent;
  }

  /** Asks once. Interrupted, it gives up, and the thread stays interrupted. */
  HttpReply call(HttpCall call) {
    HttpRequest request;
    try {
      request = request(call);
    } catch (IllegalArgumentException e) {
      return new HttpReply.None(
          new Delivery.Refused("the address is no http or https address, or a token is malformed"));
    }
    HttpClient made = client();
    // not sendAsync: it ends on the pool that all of the program shares, which others may hold up
    Future<HttpResponse<String>> sent =
        threads.submit(() -> made.send(request, info -> new FirstBytes(call.most())));
    try {
      HttpResponse<String> got = sent.get(total.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpReply.Answer(got.statusCode(), got.headers(), got.body());
    } catch (TimeoutException e) {
      sent.cancel(true);
      return none(late());
    } catch (ExecutionException e) {
      return none(failure(e.getCause()));
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return none("stopped while waiting for an answer");
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http call");
    thread.setDaemon(true);
    return thread;
  }

  private HttpRequest request(HttpCall call) {
    URI url = URI.create(call.url());
    if (url.getPort() > LAST_PORT) {
      throw new IllegalArgumentException("no port");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url)
            .header("User-Agent", userAgent)
            .header("Accept", "application/json")
            .timeout(total)
            .version(
                // over plain HTTP version 2 begins with an upgrade that some servers take badly
                scheme.equals("http") ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2);
    call.headers().forEach(builder::setHeader);
    return builder
        .method(
            call.method(),
            call.body()
                .map(body -> BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .orElseGet(BodyPublishers::noBody))
        .build();
  }

  private static HttpReply none(String why) {
    return new HttpReply.None(Delivery.failed(why));
  }

  private String late() {
    return "no whole answer within " + total.toMillis() + " ms";
  }

  private String failure(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
        return "the host was not found: check the network, the DNS and the address's spelling";
      }
      if (at instanceof HttpConnectTimeoutException) {
        return "no connection within "
            + connect.toMillis()
            + " ms: check the network, a proxy or firewall";
      }
      if (at instanceof HttpTimeoutException) {
        return late();
      }
      if (at instanceof SSLException) {
        return "no encrypted connection: the other side's certificate is not trusted here, is for"
            + " another name or has expired";
      }
    }
    return cause instanceof ConnectException
        ? "the connection was refused: check the network, a proxy or firewall, and the port"
        : "the connection broke before the answer was complete";
  }

  /** Made when first needed: it reads the machine's certificates. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .connectTimeout(connect)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }
    return client;
  }
}
