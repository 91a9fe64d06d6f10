package io.dataflow.sentinel.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A loopback server that answers as told and records what it was asked. */
final class OtherSide implements AutoCloseable {
  /** How a request is answered. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange, Asked asked) throws IOException, InterruptedException;
  }

  /** A request as it came; names of headers in lower case. */
  record Asked(String method, String path, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "other-side");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Reply reply;

  OtherSide(Reply reply) throws IOException {
    this.reply = reply;
    byte[] loopback = {127, 0, 0, 1};
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Asked one =
        new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    asked.add(one);
    try (exchange) {
      reply.to(exchange, one);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The only or last request. */
  Asked last() {
    return asked.get(asked.size() - 1);
  }

  static Reply status(int status) {
    return (exchange, asked) -> send(exchange, status, "SECRET-OF-THE-ANSWER");
  }

  static Reply status(int status, String header, String value) {
    return (exchange, asked) -> {
      exchange.getResponseHeaders().set(header, value);
      send(exchange, status, "");
    };
  }

  static Reply text(int status, String body) {
    return (exchange, asked) -> send(exchange, status, body);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Takes the request and says nothing. */
  static Reply silence() {
    return (exchange, asked) -> Thread.sleep(30_000);
  }

  /** A byte now and then, each soon enough for a limit between bytes. */
  static Reply drip() {
    return (exchange, asked) -> {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 1000; i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        Thread.sleep(30);
      }
    };
  }

  /** Announces more than it sends. */
  static Reply cutOff() {
    return (exchange, asked) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("{\"ok\":true,".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
