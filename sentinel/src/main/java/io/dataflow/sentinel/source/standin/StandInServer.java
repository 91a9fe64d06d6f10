package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP server on 127.0.0.1 that answers chart requests as the vendor does.
 *
 * <p>Building it does no I/O. It answers from a {@link Market} as of a {@link Clock}, which the
 * caller may move while it runs, and spoils answers by its {@link Faults}. Thread-safe.
 */
public final class StandInServer implements AutoCloseable {
  private static final int LARGEST_CROWD = 64;

  private final Market market;
  private final FaultPlan faults;
  private final Clock clock;
  private final Map<String, Integer> served = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(LARGEST_CROWD, StandInServer::thread);
  private Optional<ServerSocket> listener = Optional.empty();

  public StandInServer(Market market, Faults faults, Clock clock) {
    this.market = market;
    this.faults = new FaultPlan(faults);
    this.clock = clock;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "stand-in");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to listen; returns when a client may connect.
   *
   * @param port 0 for any free one
   * @return {@code http://127.0.0.1:PORT}
   * @throws IOException when the port is taken; nothing is left behind then
   * @throws IllegalStateException when it listens already
   */
  public synchronized URI start(int port) throws IOException {
    if (listener.isPresent()) {
      throw new IllegalStateException("the stand-in server listens already");
    }
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 128);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
    listener = Optional.of(socket);
    thread(() -> accept(socket)).start();
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        accept(socket.accept());
      } catch (IOException e) {
        // closed, or a client that was gone at once: the loop's condition tells which
      }
    }
  }

  private void accept(Socket client) throws IOException {
    open.add(client);
    try {
      threads.execute(() -> serve(client));
    } catch (RejectedExecutionException e) {
      client.close();
    }
  }

  private void serve(Socket client) {
    try {
      new Connection(client, this::respond).serve();
    } finally {
      open.remove(client);
    }
  }

  /** Stops listening and drops every connection; may be called twice. */
  @Override
  public synchronized void close() throws IOException {
    if (listener.isPresent()) {
      listener.get().close();
    }
    threads.shutdownNow();
    for (Socket client : open) {
      client.close();
    }
  }

  /** How many chart requests came in, by symbol as the client wrote it, refused ones too. */
  public Map<String, Integer> requests() {
    return new TreeMap<>(served);
  }

  /** How many chart requests came in for a symbol. */
  public int requests(Symbol symbol) {
    return served.getOrDefault(symbol.value(), 0);
  }

  private Reply respond(HttpHead head) {
    Instant now = clock.instant();
    try {
      return dressed(reply(head, now), now);
    } catch (UncheckedIOException e) {
      return dressed(Reply.of(Answer.text(500, "text/plain", e.getMessage() + "\r\n")), now);
    }
  }

  private Reply reply(HttpHead head, Instant now) {
    if (!head.path().startsWith(ChartRequest.PATH)) {
      return Reply.of(
          Answer.text(404, Answer.HTML, "<html><body><h1>404 Not Found</h1></body></html>\n"));
    }
    if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
      return Reply.of(Answer.text(405, Answer.HTML, "Method Not Allowed\r\n"));
    }
    Optional<String> name = ChartRequest.decoded(head.path().substring(ChartRequest.PATH.length()));
    Optional<Map<String, String>> query = ChartRequest.query(head.query());
    if (name.isEmpty() || query.isEmpty()) {
      return Reply.of(Answer.text(400, Answer.HTML, "Bad Request\r\n"));
    }
    served.merge(name.get(), 1, Integer::sum);
    if (robot(head)) {
      return Reply.of(Answer.tooManyRequests());
    }
    if (Symbol.problem(name.get()).isPresent()) {
      return Reply.of(Answer.unknownSymbol());
    }
    ChartRequest request = new ChartRequest(new Symbol(name.get()), query.get());
    return faults.applied(request, now, () -> answer(request, now));
  }

  private Answer answer(ChartRequest request, Instant now) {
    return ChartRules.malformed(request, now).orElseGet(() -> market.answer(request, now));
  }

  /** Default agents of HTTP libraries are refused at once; so is a client that names none. */
  private static boolean robot(HttpHead head) {
    String agent = head.header("user-agent").orElse("");
    return agent.isBlank() || agent.startsWith("curl/") || agent.startsWith("Java");
  }

  private Reply dressed(Reply reply, Instant now) {
    boolean good = reply.answer().status() == 200;
    Reply dressed =
        reply
            .withHeader(
                "date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            .withHeader("server", "ATS")
            .withHeader("age", "0")
            .withHeader("y-rid", "standin" + count.incrementAndGet());
    return good
        ? dressed
            .withHeader("cache-control", "public, max-age=10, stale-while-revalidate=20")
            .withHeader("vary", "Origin,Accept-Encoding")
        : dressed
            .withHeader("cache-control", "max-age=0, private")
            .withHeader("expires", "-1")
            .withHeader("vary", "Origin");
  }
}
