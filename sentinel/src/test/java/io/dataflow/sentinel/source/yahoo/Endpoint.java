package io.dataflow.sentinel.source.yahoo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A loopback server that answers as told, one reply a request, and records what was asked. */
final class Endpoint implements AutoCloseable {
  /** One reply. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  /** A request as it came. */
  record Asked(String path, Map<String, List<String>> headers, long at) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private final HttpServer server;
  private final List<Reply> replies;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** The last reply goes on for ever. */
  Endpoint(Reply... replies) throws IOException {
    this.replies = new ArrayList<>(List.of(replies));
    byte[] loopback = {127, 0, 0, 1};
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "endpoint");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Reply reply;
    synchronized (replies) {
      asked.add(
          new Asked(
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              System.nanoTime()));
      reply = replies.size() > 1 ? replies.remove(0) : replies.get(0);
    }
    try (exchange) {
      reply.to(exchange);
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  static Reply text(int status, String type, String body) {
    return exchange -> send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply json(String body) {
    return text(200, "application/json", body);
  }

  static Reply status(int status) {
    return text(status, "text/html", "<html></html>");
  }

  static Reply redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("location", location);
      send(exchange, 302, "text/html", new byte[0]);
    };
  }

  static Reply packed(String body) {
    return exchange -> {
      exchange.getResponseHeaders().add("content-encoding", "gzip");
      send(exchange, 200, "application/json", gzip(body.getBytes(StandardCharsets.UTF_8)));
    };
  }

  /** Says it is packed and is not. */
  static Reply badlyPacked(String body) {
    return exchange -> {
      exchange.getResponseHeaders().add("content-encoding", "gzip");
      send(exchange, 200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Begins a body that announces its length and stops in the middle. */
  static Reply broken(String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
    };
  }

  /** Sends blanks, as many as are taken. */
  static Reply blanks(long count) {
    return exchange -> {
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, count);
      byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      OutputStream out = exchange.getResponseBody();
      for (long sent = 0; sent < count; sent += part.length) {
        out.write(part, 0, (int) Math.min(part.length, count - sent));
      }
    };
  }

  /** Sends the head and then a blank now and then. */
  static Reply dripping() {
    return exchange -> {
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 200; i++) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        pause();
      }
    };
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("content-type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
