package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dataflow.sentinel.watchdog.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from servers that do as they like. */
@Tag("it")
class StatusFileTest {
  private static final String SUMMARY =
      """
      {"schema_version":1,"run_id":"r-1","generated_at":"2026-03-07T04:45:00Z",
       "as_of":"2026-03-07T04:45:00Z","exit_code":%s,"problems":[%s]}
      """;

  @TempDir private Path folder;
  private HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void starts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stops() {
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Reply {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private void at(String path, Reply reply) {
    server.createContext(
        path,
        exchange -> {
          asked.add(Map.copyOf(exchange.getRequestHeaders()));
          try (exchange) {
            reply.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Reply text(int status, String body) {
    return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply redirect(String to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      send(exchange, 302, new byte[0]);
    };
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static byte[] load(String address) throws StatusFile.UnloadedException {
    return new StatusFile(StatusAddress.of(address), Duration.ofSeconds(1), 1000).load();
  }

  private static Recorded read(String text) throws RecordedFile.UnreadableException {
    return RecordedFile.read("there", text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  @Test
  void loadsFromAServerFromAPathAndFromAFileAddress() throws Exception {
    at("/a", text(200, "{}"));
    Path file = Files.writeString(folder.resolve("a file.json"), "{}");

    for (String address : List.of(address("/a"), file.toString(), file.toUri().toString())) {
      assertThat(load(address)).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }
  }

  @Test
  void unpacksWhatIsPackedAndNoMoreThanItTakes() throws Exception {
    at("/a", exchange -> packed(exchange, "{}"));
    at("/bomb", exchange -> packed(exchange, " ".repeat(1_000_000)));

    assertThat(load(address("/a"))).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    assertThatThrownBy(() -> load(address("/bomb"))).hasMessageContaining("larger than 1000 bytes");
  }

  private static void packed(HttpExchange exchange, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    send(exchange, 200, bytes.toByteArray());
  }

  @Test
  void saysWhatTheServerAnswers() {
    at("/gone", text(404, "nothing"));
    at("/closed", text(403, ""));
    at("/broken", text(500, ""));

    assertThatThrownBy(() -> load(address("/gone")))
        .hasMessage("its server answers HTTP 404: there is no such file");
    assertThatThrownBy(() -> load(address("/closed")))
        .hasMessageContaining("give user and password");
    assertThatThrownBy(() -> load(address("/broken"))).hasMessage("its server answers HTTP 500");
  }

  @Test
  void stopsWhatIsTooLargeAndWhatIsTooSlow() throws IOException {
    at("/large", text(200, " ".repeat(1001)));
    at("/slow", exchange -> Thread.sleep(20_000));
    at(
        "/drips",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(200);
          }
        });
    Path large = Files.writeString(folder.resolve("large"), " ".repeat(1001));

    assertThatThrownBy(() -> load(address("/large")))
        .hasMessageContaining("larger than 1000 bytes");
    assertThatThrownBy(() -> load(large.toString())).hasMessageContaining("larger than 1000 bytes");
    for (String path : List.of("/slow", "/drips")) {
      assertThatThrownBy(() -> load(address(path)))
          .hasMessage("its server did not answer within 1 s");
    }
  }

  @Test
  void followsRedirectsOnTheSameServerOnly() throws Exception {
    at("/a", redirect("/b"));
    at("/b", text(200, "{}"));
    at("/away", redirect("http://127.0.0.2:" + server.getAddress().getPort() + "/b"));
    at("/round", redirect("/round"));

    assertThat(load(address("/a"))).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    assertThatThrownBy(() -> load(address("/away"))).hasMessageContaining("to another server");
    assertThatThrownBy(() -> load(address("/round"))).hasMessageContaining("more than 3 times");
  }

  @Test
  void tellsTheServerAPasswordAndNobodyElse() throws Exception {
    at("/a", text(200, "{}"));
    String address = address("/a?key=s3cret").replace("//", "//user:p%40ss@");

    assertThat(load(address)).isNotEmpty();
    assertThat(asked.get(0)).containsEntry("Authorization", List.of("Basic dXNlcjpwQHNz"));
    assertThat(StatusAddress.of(address).toString())
        .isEqualTo(address("/a?*****"))
        .doesNotContain("s3cret", "p%40ss");
  }

  @Test
  void saysThatNobodyIsThere() {
    server.stop(0);

    assertThatThrownBy(() -> load(address("/a"))).hasMessageContaining("could not be connected to");
    assertThatThrownBy(() -> load("https://no-such-host.invalid/a"))
        .hasMessageContaining("its host was not found");
    assertThatThrownBy(() -> load(folder.toString())).hasMessage("there is no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://user:s3cret@x/y", "http://", "https:///s3cret", "http://a b/s3cret"})
  void refusesWhatIsNoAddressWithoutSayingIt(String text) {
    assertThatThrownBy(() -> StatusAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void readsASummary() throws Exception {
    Recorded recorded = read(SUMMARY.formatted("3", "\"a\\u001b[2J\", \"b\""));

    assertThat(recorded.extent()).isEqualTo(Recorded.Extent.NEWEST_RUN);
    assertThat(recorded.runs())
        .singleElement()
        .satisfies(run -> assertThat(run.id()).isEqualTo("r-1"))
        .satisfies(run -> assertThat(run.began()).isEqualTo(Instant.parse("2026-03-07T04:45:00Z")))
        .satisfies(run -> assertThat(run.end().orElseThrow().why()).contains("a?[2J"));
  }

  static Map<String, String> wrong() {
    String fine = SUMMARY.formatted("0", "");
    return Map.of(
        "<!DOCTYPE html><html>it's all fine</html>",
        "it is no JSON at byte",
        "",
        "it is the text is empty",
        "[]",
        "neither a summary.json nor",
        "{}",
        "it names no instrument",
        "{\"AAPL\":3}",
        "neither a summary.json nor",
        "{\"error\":{\"code\":404}}",
        "neither a summary.json nor",
        fine.replace("version\":1", "version\":2"),
        "its schema_version is 2, and this program reads 1",
        fine.replace("2026-03-07T04:45:00Z", "+99999999-01-01T00:00:00Z"),
        "its generated_at",
        fine.replace("\"exit_code\":0", "\"exit_code\":\"fine\""),
        "its exit_code",
        "{\"AAPL\":{\"status\":\"FRESH\",\"deadline\":\"soon\"}}",
        "its deadline");
  }

  static List<Map.Entry<String, String>> wrongFiles() {
    return List.copyOf(wrong().entrySet());
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void saysWhatIsWrongWithAFile(Map.Entry<String, String> file) {
    assertThatThrownBy(() -> read(file.getKey()))
        .isInstanceOf(RecordedFile.UnreadableException.class)
        .hasMessageContaining(file.getValue());
  }

  @Test
  void endsWithCodeThreeAndTheReason() {
    at("/a", text(200, "<html>"));
    Cli.Ended ended = Cli.bare("watchdog", "--max-age", "26h", "--url", address("/a"));

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("could not look at " + address("/a") + ": it is no JSON");
  }

  @Test
  void judgesAFileOnAServer() {
    at("/summary.json", text(200, SUMMARY.formatted("0", "")));
    Cli.Ended ended =
        Cli.bare(
            "watchdog",
            "--max-age",
            "26h",
            "--as-of",
            "2026-03-09T00:00:00Z",
            "--url",
            address("/summary.json"));

    assertThat(ended.code()).isOne();
    assertThat(ended.out()).startsWith("critical: no run has begun for 1 d 19 h 15 min");
  }
}
