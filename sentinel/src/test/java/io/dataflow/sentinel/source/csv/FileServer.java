package io.dataflow.sentinel.source.csv;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A loopback server of texts by path; 404 for every other; records what was asked. */
final class FileServer implements AutoCloseable {
  private record Text(int status, String body) {}

  private final Map<String, Text> texts = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final HttpServer server;

  FileServer() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::answer);
    server.start();
  }

  void serve(String path, int status, String body) {
    texts.put(path, new Text(status, body));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      Text text = texts.getOrDefault(exchange.getRequestURI().getPath(), new Text(404, "not here"));
      byte[] body = text.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("content-type", "text/csv");
      if (text.status() == 302) {
        exchange.getResponseHeaders().add("location", "/elsewhere");
      }
      exchange.sendResponseHeaders(text.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Path, query and who asked. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
