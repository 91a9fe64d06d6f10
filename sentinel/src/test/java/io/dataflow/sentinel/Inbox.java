package io.dataflow.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands for Slack, PagerDuty and a receiver of webhooks, on loopback: takes every message and
 * keeps it with the instant it came at.
 */
final class Inbox implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Clock clock;
  private final List<Letter> letters = new CopyOnWriteArrayList<>();

  /** A message as it came. */
  record Letter(Instant at, String to, JsonNode body) {}

  /**
   * @param clock by which messages come
   */
  Inbox(Clock clock) throws IOException {
    this.clock = clock;
    byte[] loopback = {127, 0, 0, 1};
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String to = exchange.getRequestURI().getPath().substring(1);
      letters.add(new Letter(clock.instant(), to, JSON.readTree(body)));
      byte[] answer = "ok".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(to.equals("pagerduty") ? 202 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** Where messages for one of the receivers go: {@code slack}, {@code pagerduty}, {@code hook}. */
  String address(String to) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + to;
  }

  /** What a receiver got, in order. */
  List<Letter> to(String receiver) {
    return letters.stream().filter(letter -> letter.to().equals(receiver)).toList();
  }

  /** Everything, in order. */
  List<Letter> all() {
    return List.copyOf(letters);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
