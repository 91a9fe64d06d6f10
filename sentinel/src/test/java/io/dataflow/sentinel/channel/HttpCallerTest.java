package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("it")
class HttpCallerTest {
  private static final HttpCaller HTTP =
      new HttpCaller(Duration.ofMillis(300), Duration.ofMillis(600), "test");

  @Test
  void readsNoMoreOfAnAnswerThanItWasTold() throws IOException {
    try (OtherSide other = new OtherSide(OtherSide.text(200, "x".repeat(5 << 20)))) {
      HttpReply reply = HTTP.call(HttpCall.get(other.base()).reading(1000));

      assertThat(((HttpReply.Answer) reply).body()).isEqualTo("x".repeat(1000));
    }
  }

  @Test
  void givesUpOnABodyThatDripsThoughEachByteComesSoon() throws IOException {
    try (OtherSide other = new OtherSide(OtherSide.drip())) {
      long start = System.nanoTime();
      HttpReply reply = HTTP.call(HttpCall.get(other.base()));
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(reply).isEqualTo(failed("no whole answer within 600 ms"));
      assertThat(took).isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
    }
  }

  @Test
  void getsItsAnswerWhileOthersHoldUpTheSharedPoolOfThreads() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    ForkJoinPool shared = ForkJoinPool.commonPool();
    for (int i = 0; i < Math.max(1, shared.getParallelism()); i++) {
      shared.execute(() -> awaited(over));
    }
    HttpCaller http = new HttpCaller(Duration.ofSeconds(10), Duration.ofSeconds(10), "test");
    try (OtherSide other = new OtherSide(OtherSide.text(200, "here"))) {
      assertThat(http.call(HttpCall.get(other.base()))).isInstanceOf(HttpReply.Answer.class);
    } finally {
      over.countDown();
    }
  }

  private static void awaited(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A server whose queue of connections is full answers no other. */
  @Test
  void givesUpOnAConnectionThatIsNotMade() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(server, waiting);

      HttpReply reply = HTTP.call(HttpCall.get("http://127.0.0.1:" + server.getLocalPort()));

      assertThat(reply)
          .isEqualTo(failed("no connection within 300 ms: check the network, a proxy or firewall"));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  @Test
  void staysInterruptedWhenItIsInterruptedWhileItWaits() throws IOException {
    try (OtherSide other = new OtherSide(OtherSide.silence())) {
      Thread.currentThread().interrupt();
      HttpReply reply = HTTP.call(HttpCall.get(other.base()));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(reply).isEqualTo(failed("stopped while waiting for an answer"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.example.com/SECRET",
        "ftp://example.com/SECRET",
        "https://a b/SECRET",
        "https:///SECRET",
        "file:///SECRET",
        "http://example.com:99999999/SECRET"
      })
  void refusesWhatIsNoAddressWithoutRepeatingIt(String url) {
    HttpReply reply = HTTP.call(HttpCall.get(url));

    assertThat(reply.toString())
        .contains("Refused", "no http or https address")
        .doesNotContain("SECRET");
  }

  @Test
  void refusesATokenThatIsNoHeader() {
    HttpReply reply =
        HTTP.call(HttpCall.get("http://127.0.0.1:1").with("Authorization", "SECRET\r\nX: y"));

    assertThat(reply.toString()).contains("a token is malformed").doesNotContain("SECRET");
  }

  @Test
  void printsNeitherAddressNorHeadersNorBody() {
    HttpCall call =
        HttpCall.post("http://example.com/SECRET", Map.of("token", "SECRET"))
            .with("Authorization", "SECRET");

    assertThat(call.toString()).isEqualTo("HttpCall[POST]");
  }

  private static HttpReply failed(String why) {
    return new HttpReply.None(new Delivery.Failed(why, Optional.empty()));
  }
}
