package io.dataflow.sentinel.heartbeat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes pings on this machine, writes them down, and answers as a test wants. */
public final class PingServer implements AutoCloseable {
  /** What came. */
  public record Ping(String method, String path, String query, String body) {
    public String rid() {
      return query.replaceFirst("(.*&)?rid=", "");
    }
  }

  /** How one ping is answered. */
  public record Reply(int status, String text, Map<String, String> headers, Duration after) {
    public static Reply status(int status) {
      return new Reply(status, "", Map.of(), Duration.ZERO);
    }

    public static Reply ok(String text) {
      return new Reply(200, text, Map.of(), Duration.ZERO);
    }

    public Reply with(String name, String value) {
      return new Reply(status, text, Map.of(name, value), after);
    }

    public Reply after(Duration pause) {
      return new Reply(status, text, headers, pause);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Ping> pings = new CopyOnWriteArrayList<>();
  private final Queue<Reply> replies = new ArrayDeque<>();

  public PingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /** The next pings are answered so, in order; later ones with OK. */
  public PingServer answers(Reply... next) {
    synchronized (replies) {
      replies.addAll(List.of(next));
    }
    return this;
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Ping> pings() {
    return List.copyOf(pings);
  }

  public List<String> paths() {
    return pings.stream().map(Ping::path).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply;
    synchronized (replies) {
      pings.add(
          new Ping(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery(),
              body));
      reply = replies.isEmpty() ? Reply.ok("OK") : replies.remove();
    }
    pause(reply.after());
    byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(text);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
