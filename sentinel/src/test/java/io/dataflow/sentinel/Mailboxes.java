package io.dataflow.sentinel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A loopback server where messages arrive, in boxes by the first part of the path, each of which
 * answers as told.
 */
final class Mailboxes implements AutoCloseable {
  /** How a request is answered. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** What arrived, in the order in which it did; the id is the message's, where one is sent. */
  record Letter(String box, String path, Optional<String> id, String body) {
    boolean resolved() {
      return body.contains("\"status\":\"resolved\"");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "mailboxes");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();

  Mailboxes() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String box = path.split("/")[1];
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<String> id =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    letters.add(new Letter(box, path, id, body));
    try (exchange) {
      replies.getOrDefault(box, status(200)).to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The address of a box. */
  String box(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** From now on a box answers so. */
  Mailboxes answers(String box, Reply reply) {
    replies.put(box, reply);
    return this;
  }

  List<Letter> letters() {
    return List.copyOf(letters);
  }

  List<Letter> letters(String box) {
    return letters.stream().filter(letter -> letter.box().equals(box)).toList();
  }

  void clear() {
    letters.clear();
  }

  static Reply status(int status, String... header) {
    return exchange -> {
      if (header.length > 0) {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** Takes the request and says nothing. */
  static Reply silence() {
    return exchange -> Thread.sleep(60_000);
  }

  /** A byte now and then, and never all. */
  static Reply drip() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 2_000; i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        Thread.sleep(30);
      }
    };
  }

  /** One answer after the other, and the last for good. */
  static Reply inTurn(Reply... replies) {
    AtomicInteger asked = new AtomicInteger();
    return exchange -> replies[Math.min(asked.getAndIncrement(), replies.length - 1)].to(exchange);
  }

  /** Waits until something holds; false when it does not in a time that is ample. */
  static boolean comes(BooleanSupplier what) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!what.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(2);
    }
    return what.getAsBoolean();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
