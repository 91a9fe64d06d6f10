package io.dataflow.sentinel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers requests from tapes, over real HTTP on loopback, and remembers what each answer said. */
final class TapeServer implements AutoCloseable {
  private static final String PATH = "/v8/finance/chart/";
  private static final String UNKNOWN =
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
          + "\"description\":\"No data found, symbol may be delisted\"}}}";

  private final HttpServer server;
  private final Map<String, Tape> tapes = new ConcurrentHashMap<>();
  private final Map<String, Tape.Said> said = new ConcurrentHashMap<>();
  private volatile Instant now = Instant.EPOCH;

  TapeServer() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  /** The instruments from now on; what was said of others is forgotten. */
  void play(Map<String, Tape> played) {
    tapes.clear();
    said.clear();
    tapes.putAll(played);
  }

  void moveTo(Instant instant) {
    now = instant;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What an answer said, by the SHA-256 of its body; empty when it was none with bars. */
  Optional<Tape.Said> said(String sha256) {
    return Optional.ofNullable(said.get(sha256));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String symbol = exchange.getRequestURI().getPath().substring(PATH.length());
      String query = exchange.getRequestURI().getQuery();
      Tape tape = tapes.get(symbol);
      Optional<Tape.Said> answer =
          tape.answer(instant(query, "period1="), instant(query, "period2="), now);
      byte[] body = answer.map(tape::json).orElse(UNKNOWN).getBytes(StandardCharsets.UTF_8);
      answer.ifPresent(a -> said.put(sha256(body), a));
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Instant instant(String query, String name) {
    String rest = query.substring(query.indexOf(name) + name.length());
    return Instant.ofEpochSecond(Long.parseLong(rest.substring(0, rest.indexOf('&'))));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
