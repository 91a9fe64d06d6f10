package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.BoundedBody;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.Source;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Asks the chart endpoint over HTTP; one limiter and one breaker for the whole process. */
public final class YahooSource implements Source {
  private static final List<String> KEPT_HEADERS =
      List.of("content-type", "date", "age", "cache-control", "y-rid", "retry-after", "server");

  private final YahooOptions options;
  private final Clock clock;
  private final Pace pace;
  private HttpClient client;

  /** Opens nothing yet. */
  public YahooSource(YahooOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.pace = new Pace(options.gap(), options.rest());
  }

  @Override
  public String name() {
    return "yahoo";
  }

  @Override
  public String location() {
    return options.base().toString();
  }

  @Override
  public boolean loopback() {
    String host = options.base().getHost();
    return host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]");
  }

  @Override
  public List<Request> windows(Request request, Instant now) {
    return IntervalLimits.windows(request, now);
  }

  @Override
  public Outcome parse(Answer answer) {
    return ChartParser.parse(answer);
  }

  @Override
  public Fetched fetch(Request request) {
    List<Answer> answers = new ArrayList<>();
    Optional<Failure> failure = Optional.empty();
    for (int attempt = 0; attempt <= options.retries(); attempt++) {
      Optional<String> resting = pace.turn();
      if (resting.isPresent()) {
        return ended(request, answers, Optional.of(resting.get()));
      }
      long start = System.nanoTime();
      failure = attempt(request, answers);
      boolean again =
          failure.isPresent()
              ? failure.get().passing()
              : again(answers.get(answers.size() - 1), start);
      if (!again) {
        break;
      }
      if (attempt < options.retries()) {
        Pace.pause(backoff(attempt));
      }
    }
    failure.filter(Failure::passing).ifPresent(f -> pace.failed(f.reason()));
    return ended(request, answers, failure.map(Failure::reason));
  }

  /** Why no answer came, and whether the next try may fare better. */
  private record Failure(String reason, boolean passing) {}

  private Fetched ended(Request request, List<Answer> answers, Optional<String> failure) {
    return new Fetched(request, answers, clock.instant(), failure);
  }

  /** Whether the same request may bring a better answer. */
  private boolean again(Answer answer, long start) {
    if (answer.status() == 429) {
      return pace.refused(start, options.coolDown());
    }
    pace.answered();
    return answer.status() >= 500 || answer.status() == 200 && !whole(answer);
  }

  /** A cut-off body or an outage page: neither ends like a chart. */
  private static boolean whole(Answer answer) {
    byte[] body = answer.body();
    int end = body.length - 1;
    while (end >= 0 && Character.isWhitespace(body[end])) {
      end--;
    }
    return end >= 0 && body[end] == '}';
  }

  private long backoff(int attempt) {
    double jitter = 0.5 + ThreadLocalRandom.current().nextDouble();
    return (long) (options.retryDelay().toNanos() * (1L << attempt) * jitter);
  }

  private Optional<Failure> attempt(Request request, List<Answer> answers) {
    URI url = url(request);
    CompletableFuture<HttpResponse<byte[]>> sent = client().sendAsync(asked(url), r -> body());
    try {
      HttpResponse<byte[]> response =
          sent.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      answers.add(answer(request, url, response));
      return Optional.empty();
    } catch (TimeoutException e) {
      sent.cancel(true);
      return Optional.of(late());
    } catch (ExecutionException e) {
      return Optional.of(failed(e.getCause()));
    } catch (IOException e) {
      return Optional.of(failed(e));
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for " + host(), e);
    }
  }

  private BoundedBody body() {
    return new BoundedBody(options.maxBytes());
  }

  private HttpRequest asked(URI url) {
    return HttpRequest.newBuilder(url)
        .header("User-Agent", options.userAgent())
        .header("Accept", "application/json")
        .header("Accept-Encoding", "gzip")
        .timeout(options.requestTimeout())
        .GET()
        .build();
  }

  private URI url(Request request) {
    String symbol = URLEncoder.encode(request.symbol().value(), StandardCharsets.UTF_8);
    return URI.create(
        options.base()
            + "/v8/finance/chart/"
            + symbol
            + "?period1="
            + request.from().getEpochSecond()
            + "&period2="
            + request.to().getEpochSecond()
            + "&interval="
            + request.interval().code()
            + "&includePrePost=false&includeAdjustedClose=true"
            + "&events=div%2Csplits%2CcapitalGains");
  }

  private Answer answer(Request request, URI url, HttpResponse<byte[]> response)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    KEPT_HEADERS.forEach(
        name -> response.headers().firstValue(name).ifPresent(v -> headers.put(name, v)));
    byte[] body = BoundedBody.plain(response, options.maxBytes());
    Instant now = clock.instant();
    return new Answer(request, name(), url.toString(), response.statusCode(), headers, now, body);
  }

  private Failure failed(Throwable cause) {
    if (cause instanceof BoundedBody.TooLarge || cause.getCause() instanceof BoundedBody.TooLarge) {
      return new Failure(
          host()
              + " sent too much: the body is larger than "
              + options.maxBytes()
              + " bytes (pipeline.max_response)",
          false);
    }
    if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
      return late();
    }
    if (unresolved(cause)) {
      String text =
          "the host "
              + options.base().getHost()
              + " was not found: check the network, the DNS and SENTINEL_YAHOO_URL";
      pace.open(text);
      return new Failure(text, false);
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new Failure(
          "could not connect to "
              + host()
              + ": check the network, a proxy or firewall, and SENTINEL_YAHOO_URL",
          true);
    }
    String detail =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String broke =
        cause instanceof ZipException || cause instanceof EOFException
            ? " sent a body that cannot be unpacked: "
            : ": the connection broke: ";
    return new Failure(host() + broke + detail, true);
  }

  private static boolean unresolved(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException || at instanceof java.net.UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private Failure late() {
    return new Failure(host() + " did not answer within " + options.requestTimeout(), true);
  }

  private String host() {
    return options.base().getAuthority();
  }

  /**
   * Reading the machine's trusted certificates takes longer than a whole fetch over loopback; where
   * the address is plain HTTP and redirects are not followed, none is trusted and none is read.
   */
  private SSLContext tls() {
    try {
      if (options.base().getScheme().equals("https")) {
        return SSLContext.getDefault();
      }
      SSLContext none = SSLContext.getInstance("TLS");
      none.init(null, new TrustManager[0], null);
      return none;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** Makes the client ready, which takes longer than a request over loopback. */
  @Override
  public void prepare() {
    client();
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .connectTimeout(options.connectTimeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(loopback() ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
              .sslContext(tls())
              .build();
    }
    return client;
  }
}
