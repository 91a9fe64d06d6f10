package io.dataflow.sentinel.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes envelopes on this machine, as the server of SENTRY_DSN does, and writes them down. */
public final class CrashServer implements AutoCloseable {
  public static final String KEY = "pl4ntedsentryk3y";

  /** What came. */
  public record Envelope(String path, String auth, String text) {
    /** Three lines are an envelope of one item: its header, the item's, the item. */
    public JsonNode event() {
      try {
        return new ObjectMapper().readTree(text.split("\n")[2]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Envelope> envelopes = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile Duration pause = Duration.ZERO;

  public CrashServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public String dsn() {
    return "http://" + KEY + "@127.0.0.1:" + server.getAddress().getPort() + "/1";
  }

  public CrashServer answers(int code) {
    status = code;
    return this;
  }

  public CrashServer after(Duration time) {
    pause = time;
    return this;
  }

  public List<Envelope> envelopes() {
    return List.copyOf(envelopes);
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
      envelopes.add(
          new Envelope(
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestHeaders().getFirst("X-Sentry-Auth"),
              new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
