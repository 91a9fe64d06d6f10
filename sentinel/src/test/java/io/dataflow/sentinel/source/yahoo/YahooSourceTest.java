package io.dataflow.sentinel.source.yahoo;

import static io.dataflow.sentinel.source.yahoo.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Payloads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("it")
class YahooSourceTest {
  private static final Instant NOW = Instant.parse("2024-03-12T00:00:00Z");
  private static final String CHART = Payloads.three("AAPL").json();

  private Duration gap = Duration.ZERO;
  private Duration coolDown = Duration.ofMillis(20);
  private Duration timeout = Duration.ofSeconds(10);
  private Duration rest = Duration.ofMinutes(15);
  private long most = 1 << 20;

  private YahooSource source(URI base) {
    return new YahooSource(
        new YahooOptions(
            base,
            "Mozilla/5.0 (test)",
            Duration.ofSeconds(5),
            timeout,
            most,
            gap,
            2,
            Duration.ofMillis(10),
            coolDown,
            rest),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Fetched fetch(YahooSource source) {
    return source.fetch(request("AAPL", Interval.DAY_1));
  }

  private static Outcome outcome(YahooSource source) {
    return source.parse(fetch(source).answer().orElseThrow());
  }

  @Test
  void saysWhoAsksAndForWhat() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.json(CHART))) {
      source(endpoint.base()).fetch(request("^GSPC", Interval.DAY_1));
      Endpoint.Asked asked = endpoint.asked().get(0);
      assertThat(asked.header("User-agent")).isEqualTo("Mozilla/5.0 (test)");
      assertThat(asked.header("Accept-encoding")).isEqualTo("gzip");
      assertThat(asked.path())
          .isEqualTo(
              "/v8/finance/chart/%5EGSPC?period1=1704085200&period2=1710288000&interval=1d"
                  + "&includePrePost=false&includeAdjustedClose=true"
                  + "&events=div%2Csplits%2CcapitalGains");
    }
  }

  @Test
  void keepsTheAnswerAsItCame() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.json(CHART))) {
      Fetched fetched = fetch(source(endpoint.base()));
      assertThat(fetched.answers()).hasSize(1);
      assertThat(fetched.answer().orElseThrow().body()).isEqualTo(CHART.getBytes("UTF-8"));
      assertThat(fetched.answer().orElseThrow().retrievedAt()).isEqualTo(NOW);
      assertThat(fetched.answer().orElseThrow().headers()).containsKey("content-type");
    }
  }

  @Test
  void unpacksGzip() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.packed(CHART))) {
      assertThat(outcome(source(endpoint.base()))).isInstanceOf(Outcome.Bars.class);
    }
  }

  @Test
  void stopsUnpackingAtTheCapAndDoesNotAskAgain() throws IOException {
    most = 1000;
    try (Endpoint endpoint = new Endpoint(Endpoint.packed(" ".repeat(100_000)))) {
      assertThat(fetch(source(endpoint.base())).failure())
          .hasValueSatisfying(f -> assertThat(f).contains("larger than 1000 bytes"));
      assertThat(endpoint.asked()).hasSize(1);
    }
  }

  @Test
  void triesAgainWhenABodyCannotBeUnpacked() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.badlyPacked(CHART), Endpoint.packed(CHART))) {
      assertThat(outcome(source(endpoint.base()))).isInstanceOf(Outcome.Bars.class);
    }
  }

  @Test
  void neverFollowsARedirect() throws IOException {
    try (Endpoint other = new Endpoint(Endpoint.json(CHART));
        Endpoint endpoint = new Endpoint(Endpoint.redirect(other.base() + "/consent"))) {
      assertThat(outcome(source(endpoint.base())))
          .isEqualTo(
              new Outcome.Unavailable("HTTP 302, not an answer", Outcome.Unavailable.Kind.LASTING));
      assertThat(endpoint.asked()).hasSize(1);
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void coolsDownAfterA429AndAsksOnceMore() throws IOException {
    coolDown = Duration.ofMillis(300);
    try (Endpoint endpoint = new Endpoint(Endpoint.status(429), Endpoint.json(CHART))) {
      Fetched fetched = fetch(source(endpoint.base()));
      assertThat(fetched.answers()).extracting(a -> a.status()).containsExactly(429, 200);
      List<Endpoint.Asked> asked = endpoint.asked();
      assertThat(asked.get(1).at() - asked.get(0).at()).isGreaterThan(290_000_000);
    }
  }

  @Test
  void asksNothingMoreAfterTheSecond429InARow() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.status(429))) {
      YahooSource source = source(endpoint.base());
      assertThat(source.parse(fetch(source).answer().orElseThrow()))
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class,
              u -> assertThat(u.kind()).isEqualTo(Outcome.Unavailable.Kind.RATE_LIMITED));
      assertThat(fetch(source).failure())
          .contains("rate limited (HTTP 429 twice in a row); not asked again for PT15M");
      assertThat(endpoint.asked()).hasSize(2);
    }
  }

  @Test
  void asksAgainWhenTheRestIsOver() throws Exception {
    rest = Duration.ofMillis(50);
    try (Endpoint endpoint =
        new Endpoint(Endpoint.status(429), Endpoint.status(429), Endpoint.json(CHART))) {
      YahooSource source = source(endpoint.base());
      fetch(source);
      Thread.sleep(100);
      assertThat(outcome(source)).isInstanceOf(Outcome.Bars.class);
    }
  }

  @Test
  void countsRefusalsOfRequestsUnderWayTogetherOnce() throws Exception {
    coolDown = Duration.ofMillis(500);
    Endpoint.Reply late =
        exchange -> {
          try {
            Thread.sleep(200);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          Endpoint.status(429).to(exchange);
        };
    try (Endpoint endpoint = new Endpoint(late, late, Endpoint.json(CHART))) {
      YahooSource source = source(endpoint.base());
      assertThat(together(source, 2)).allSatisfy(f -> assertThat(f.failure()).isEmpty());
      assertThat(endpoint.asked()).hasSize(4);
    }
  }

  private static List<Fetched> together(YahooSource source, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Fetched>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        futures.add(threads.submit(() -> fetch(source)));
      }
      List<Fetched> all = new ArrayList<>();
      for (Future<Fetched> future : futures) {
        all.add(future.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void triesAgainAfterAnOutage() throws IOException {
    try (Endpoint endpoint =
        new Endpoint(Endpoint.status(503), Endpoint.status(500), Endpoint.json(CHART))) {
      Fetched fetched = fetch(source(endpoint.base()));
      assertThat(fetched.answers()).extracting(a -> a.status()).containsExactly(503, 500, 200);
    }
  }

  @Test
  void givesUpAfterAsManyTriesAsAreSet() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.status(503))) {
      assertThat(outcome(source(endpoint.base())))
          .isEqualTo(
              new Outcome.Unavailable("HTTP 503, an outage", Outcome.Unavailable.Kind.PASSING));
      assertThat(endpoint.asked()).hasSize(3);
    }
  }

  @Test
  void doesNotAskAgainForAnUnknownSymbol() throws IOException {
    String error =
        "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No\"}}}";
    try (Endpoint endpoint = new Endpoint(Endpoint.text(404, "application/json", error))) {
      assertThat(outcome(source(endpoint.base()))).isEqualTo(new Outcome.Unknown("HTTP 404: No"));
      assertThat(endpoint.asked()).hasSize(1);
    }
  }

  @Test
  void triesAgainWhenTheConnectionBreaksWithinTheBody() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.broken(CHART), Endpoint.json(CHART))) {
      assertThat(outcome(source(endpoint.base()))).isInstanceOf(Outcome.Bars.class);
    }
  }

  @Test
  void triesAgainWhenTheJsonIsCutOff() throws IOException {
    String half = CHART.substring(0, CHART.length() / 2);
    try (Endpoint endpoint = new Endpoint(Endpoint.json(half), Endpoint.json(CHART))) {
      assertThat(outcome(source(endpoint.base()))).isInstanceOf(Outcome.Bars.class);
    }
  }

  @Test
  void triesAgainWhenAWebPageComesInstead() throws IOException {
    try (Endpoint endpoint =
        new Endpoint(
            Endpoint.text(200, "text/html", "<html>Will be right back</html>"),
            Endpoint.json(CHART))) {
      assertThat(outcome(source(endpoint.base()))).isInstanceOf(Outcome.Bars.class);
    }
  }

  @Test
  void stopsABodyOf100MegabytesAtTheCapAndDoesNotAskAgain() throws IOException {
    try (Endpoint endpoint = new Endpoint(Endpoint.blanks(100L << 20))) {
      assertThat(fetch(source(endpoint.base())).failure())
          .contains(
              endpoint.base().getAuthority()
                  + " sent too much: the body is larger than 1048576 bytes"
                  + " (pipeline.max_response)");
      assertThat(endpoint.asked()).hasSize(1);
    }
  }

  @Test
  void givesUpOnABodyThatDrips() throws IOException {
    timeout = Duration.ofMillis(300);
    try (Endpoint endpoint = new Endpoint(Endpoint.dripping())) {
      assertThat(fetch(source(endpoint.base())).failure())
          .contains(endpoint.base().getAuthority() + " did not answer within PT0.3S");
      assertThat(endpoint.asked()).hasSize(3);
    }
  }

  @Test
  void saysWhatToCheckWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(fetch(source(URI.create("http://127.0.0.1:" + port))).failure())
        .contains(
            "could not connect to 127.0.0.1:"
                + port
                + ": check the network, a proxy or firewall, and SENTINEL_YAHOO_URL");
  }

  @Test
  void asksAHostThatDoesNotExistOnceForAllSymbols() {
    YahooSource source = source(URI.create("http://no-such-host.invalid"));
    String reason =
        "the host no-such-host.invalid was not found:"
            + " check the network, the DNS and SENTINEL_YAHOO_URL";
    assertThat(fetch(source).failure()).contains(reason);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(fetch(source).failure()).contains(reason);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void holdsTheGapBetweenStartsAcrossThreads() throws Exception {
    gap = Duration.ofMillis(100);
    try (Endpoint endpoint = new Endpoint(Endpoint.json(CHART))) {
      YahooSource source = source(endpoint.base());
      fetch(source);
      together(source, 4);
      List<Endpoint.Asked> asked = endpoint.asked();
      assertThat(asked).hasSize(5);
      assertThat(asked.get(4).at() - asked.get(0).at()).isGreaterThan(350_000_000);
    }
  }

  @Test
  void holdsBackThoseThatWaitWhenACoolDownBegins() throws Exception {
    gap = Duration.ofMillis(300);
    coolDown = Duration.ofMillis(900);
    try (Endpoint endpoint =
        new Endpoint(Endpoint.json(CHART), Endpoint.status(429), Endpoint.json(CHART))) {
      YahooSource source = source(endpoint.base());
      fetch(source);
      together(source, 3);
      List<Endpoint.Asked> asked = endpoint.asked();
      assertThat(asked.get(2).at() - asked.get(1).at()).isGreaterThan(890_000_000);
    }
  }
}
