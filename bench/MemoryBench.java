import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.silver.SilverTables;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much memory the program takes with a long history in the lake: 10,000 instruments over 20
 * years are 50 million rows of silver.
 *
 * <p>{@code make bench-memory}, or with the built program on the class path {@code java
 * bench/MemoryBench.java FOLDER [INSTRUMENTS [YEARS]]}. Silver is written by the program's own
 * engine and lake; all commands after that are {@code bin/sentinel} in processes of their own, a
 * run against a server of this bench that answers for every instrument. Printed is the highest
 * resident memory Linux counted for each process (VmHWM) and its time; nothing is asserted. The
 * folder is made, needs about 3 GB, and is removed at the end.
 */
final class MemoryBench {
  private static final Path SENTINEL = Path.of("bin", "sentinel").toAbsolutePath();
  private static final LocalDate LAST = LocalDate.parse("2026-03-05");
  private static final Instant NOW = Instant.parse("2026-03-07T05:00:00Z");
  private static final String PATH = "/v8/finance/chart/";

  private final Path folder;
  private final int instruments;
  private final int years;
  private final List<Session> sessions;
  private final ExecutorService answering = Executors.newFixedThreadPool(4);

  private MemoryBench(Path folder, int instruments, int years) {
    this.folder = folder;
    this.instruments = instruments;
    this.years = years;
    this.sessions =
        new Calendars(Optional.empty())
            .find("XNYS")
            .orElseThrow()
            .sessions(LAST.minusYears(years), LAST.plusDays(1), NOW);
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]).toAbsolutePath();
    int instruments = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    int years = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    MemoryBench bench = new MemoryBench(Files.createDirectories(folder), instruments, years);
    try {
      bench.run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws Exception {
    long began = System.nanoTime();
    long rows = history();
    System.out.printf(
        Locale.ROOT,
        "%,d rows of silver in %.1f GB, made in %.0f s%n%n%-34s %6s %9s %9s%n",
        rows, size(folder.resolve("data")) / 1e9, (System.nanoTime() - began) / 1e9,
        "", "exit", "peak MB", "s");
    HttpServer server = serve();
    settings(server.getAddress().getPort());
    String count = "SELECT COUNT(*), AVG(close), MAX(volume) FROM silver.bars";
    String scan =
        "SELECT symbol, COUNT(*), MIN(low), MAX(high), SUM(volume) FROM silver.bars"
            + " GROUP BY symbol ORDER BY symbol";
    try {
      measure("rebuild gold, all of it", "rebuild", "gold");
      measure("run, one new session each", "run", "--json", "--as-of", NOW.toString());
      measure("run again, nothing new", "run", "--json", "--as-of", NOW.toString());
      measure("freshness", "freshness", "--json", "--as-of", NOW.toString());
      measure("sql, a count", "sql", count);
      measure("sql, every bar by symbol", "sql", scan);
    } finally {
      server.stop(0);
      answering.shutdown();
    }
  }

  /** Silver as a long-kept lake has it: every session but the last of each instrument. */
  private long history() {
    Path data = folder.resolve("data");
    try (Engine engine = new DuckDbEngine(folder.resolve("tmp"));
        Lake lake = new Lake(engine, data.resolve("catalog.db"), data::resolve)) {
      engine.load("instruments", List.of(Column.required(1, "symbol", Type.TEXT)), symbols());
      TreeMap<Integer, List<Object[]>> byYear = new TreeMap<>();
      for (Session session : sessions.subList(0, sessions.size() - 1)) {
        byYear
            .computeIfAbsent(session.date().getYear(), y -> new ArrayList<>())
            .add(new Object[] {session.date()});
      }
      byYear.forEach(
          (year, dates) -> {
            engine.load("dates", List.of(Column.required(1, "session", Type.DATE)), dates);
            lake.replaceYears(SilverTables.BARS, List.of(year), BARS, "made", Map.of());
          });
      return lake.rows(SilverTables.BARS);
    }
  }

  private static final String BARS =
      """
      SELECT symbol, '1d' AS interval, session, 'yahoo' AS source,
        close - 1E-1 AS open, close + 2E-1 AS high, close - 2E-1 AS low, close, close AS adjclose,
        CAST(1000 + hash(symbol, session) % 1000000 AS BIGINT) AS volume, 'USD' AS currency,
        'final' AS state, session + INTERVAL '30' HOUR AS known_at, vintage
      FROM (
        SELECT symbol, session, md5(symbol) || md5(symbol) AS vintage,
          ROUND(5E1 + (hash(symbol) % 100) + (hash(symbol, session) % 1000) / 1E2, 2) AS close
        FROM instruments CROSS JOIN dates
      ) AS made
      """;

  private List<Object[]> symbols() {
    return IntStream.range(0, instruments).mapToObj(i -> new Object[] {symbol(i)}).toList();
  }

  private static String symbol(int i) {
    return "S%05d".formatted(i);
  }

  private void settings(int port) throws IOException {
    String assets =
        IntStream.range(0, instruments)
            .mapToObj(i -> "- {symbol: " + symbol(i) + ", calendar: XNYS}\n")
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("assets.yaml"),
        "assets:\n" + assets + "start_date: " + LAST.minusYears(years)
            + "\npipeline: {min_gap: PT0S, concurrency: 4}\n");
    Files.writeString(folder.resolve(".env"), "SENTINEL_YAHOO_URL=http://127.0.0.1:" + port + "\n");
  }

  /** Answers with the last session, which the lake has not. */
  private HttpServer serve() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.setExecutor(answering);
    server.createContext(PATH, this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String symbol = exchange.getRequestURI().getPath().substring(PATH.length());
    Session last = sessions.get(sessions.size() - 1);
    byte[] body =
        """
        {"chart":{"result":[{"meta":{"symbol":"%s","currency":"USD","exchangeName":"NYQ",
        "instrumentType":"EQUITY","exchangeTimezoneName":"America/New_York",
        "regularMarketTime":%d,"dataGranularity":"1d"},"timestamp":[%d],"indicators":{"quote":[
        {"open":[60.0],"high":[61.0],"low":[59.0],"close":[60.5],"volume":[123456]}],
        "adjclose":[{"adjclose":[60.5]}]}}],"error":null}}
        """
            .formatted(
                symbol, last.close().getEpochSecond(), last.open().getEpochSecond())
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void measure(String name, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(SENTINEL.toString()));
    command.addAll(List.of(words));
    command.addAll(
        List.of("--config", folder.resolve("assets.yaml").toString(), "--data", folder.resolve("data").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SENTINEL_ENV_FILE", folder.resolve(".env").toString());
    Path err = folder.resolve("err.txt");
    builder.redirectOutput(folder.resolve("out.txt").toFile()).redirectError(err.toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peak(process.pid()));
      Thread.sleep(20);
    }
    System.out.printf(
        Locale.ROOT, "%-34s %6d %9.0f %9.1f%n",
        name, process.exitValue(), peak / 1024.0, (System.nanoTime() - began) / 1e9);
    if (process.exitValue() > 2) {
      System.out.println(Files.readString(err));
    }
  }

  /** The most memory a process ever had, in kB; 0 when it has just ended. */
  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.mapToLong(path -> path.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
