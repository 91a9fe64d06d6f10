package io.dataflow.sentinel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dataflow.sentinel.source.Payloads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A loopback server that sends for each symbol the body it was given, be it good or bad. */
final class PayloadServer implements AutoCloseable {
  private static final String PATH = "/v8/finance/chart/";

  private record Body(int status, String type, byte[] bytes, long blanksAfter) {}

  private final HttpServer server;
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();

  PayloadServer() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String symbol = exchange.getRequestURI().getPath().substring(PATH.length());
    Body body = bodies.get(symbol);
    try (exchange) {
      exchange.getResponseHeaders().add("content-type", body.type());
      long length = body.bytes().length + body.blanksAfter();
      exchange.sendResponseHeaders(body.status(), length == 0 ? -1 : length);
      OutputStream out = exchange.getResponseBody();
      out.write(body.bytes());
      byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (long sent = 0; sent < body.blanksAfter(); sent += blanks.length) {
        out.write(blanks, 0, (int) Math.min(blanks.length, body.blanksAfter() - sent));
      }
    }
  }

  PayloadServer chart(String symbol, Payloads payload) {
    return json(symbol, payload.json());
  }

  PayloadServer json(String symbol, String body) {
    return body(symbol, 200, "application/json", body);
  }

  PayloadServer body(String symbol, int status, String type, String body) {
    bodies.put(symbol, new Body(status, type, body.getBytes(StandardCharsets.UTF_8), 0));
    return this;
  }

  /** A good chart followed by blanks. */
  PayloadServer padded(String symbol, Payloads payload, long blanks) {
    bodies.put(symbol, new Body(200, "application/json", payload.bytes(), blanks));
    return this;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
