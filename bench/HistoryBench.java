import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times what one more session costs with years of history in the lake beside the same with one
 * year: whole runs of the program, from planning to gold and verdicts, in turns.
 *
 * <p>{@code make bench-history}, or with the built program on the class path {@code java
 * bench/HistoryBench.java [INSTRUMENTS [YEARS [ROUNDS]]]}. The bars are made up; a server on this
 * machine sends them without delay, so that fetching is what the program itself takes for it. The
 * first run of each lake builds gold and is not counted. Nothing is asserted.
 */
final class HistoryBench {
  private static final LocalDate LAST = LocalDate.parse("2024-10-31");
  private static final Pattern STAGE =
      Pattern.compile("\"stage\"\\s*:\\s*\"([^\"]+)\"[^{}]*?\"ms\"\\s*:\\s*([0-9.]+)");

  private final Path folder;
  private final int instruments;
  private final List<Session> sessions =
      new Calendars(Optional.empty())
          .find("XNYS")
          .orElseThrow()
          .sessions(LocalDate.parse("1995-01-01"), LocalDate.parse("2024-12-31"), Instant.MAX);

  private HistoryBench(Path folder, int instruments) {
    this.folder = folder;
    this.instruments = instruments;
  }

  public static void main(String[] args) throws Exception {
    int instruments = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int years = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    Path folder = Files.createTempDirectory("history-bench");
    try {
      new HistoryBench(folder, instruments).run(years, rounds);
    } finally {
      delete(folder);
    }
  }

  private void run(int years, int rounds) throws Exception {
    HttpServer server = serve();
    try {
      Map<String, Path> lakes = new LinkedHashMap<>();
      lakes.put("1 year", lake(1));
      lakes.put(years + " years", lake(years));
      Path config = config();
      Map<String, Map<String, List<Double>>> times = new LinkedHashMap<>();
      List<Session> next = sessions.stream().filter(s -> s.date().isAfter(LAST)).toList();
      for (int round = 0; round <= rounds; round++) {
        Instant at = next.get(round).close().plusSeconds(8 * 3600);
        for (Map.Entry<String, Path> lake : lakes.entrySet()) {
          Map<String, Double> taken = ingest(config, lake.getValue(), at, server);
          if (round > 0) {
            Map<String, List<Double>> of =
                times.computeIfAbsent(lake.getKey(), l -> new LinkedHashMap<>());
            taken.forEach((what, ms) -> of.computeIfAbsent(what, w -> new ArrayList<>()).add(ms));
          }
        }
      }
      print(times);
    } finally {
      server.stop(0);
    }
  }

  private static String symbol(int i) {
    return "S" + (10_000 + i);
  }

  /** A lake whose last session is {@link #LAST}, with silver only. */
  private Path lake(int years) {
    Path data = folder.resolve("lake" + years);
    LocalDate first = LAST.minusYears(years);
    System.err.println("making " + instruments + " instruments x " + years + " years");
    try (Engine engine = new DuckDbEngine(folder.resolve("tmp"));
        Lake lake = new Lake(engine, data.resolve("catalog.db"), data::resolve)) {
      for (int year = first.getYear(); year <= LAST.getYear(); year++) {
        int of = year;
        String dates =
            sessions.stream()
                .map(Session::date)
                .filter(d -> d.getYear() == of && d.isAfter(first) && !d.isAfter(LAST))
                .map(d -> "(DATE '" + d + "', " + d.toEpochDay() + ")")
                .collect(Collectors.joining(", "));
        lake.replaceYears(
            SilverTables.BARS, Set.of(year), bars(dates), "made-" + year, Map.of());
      }
    }
    return data;
  }

  private String bars(String dates) {
    return """
        SELECT 'S' || CAST(10000 + i AS VARCHAR) AS symbol, '1d' AS interval, session,
          'yahoo' AS source, c AS open, c + 5E-1 AS high, c - 5E-1 AS low, c AS close,
          c AS adjclose, CAST(1000 + (i + day) %% 1000 AS BIGINT) AS volume, 'USD' AS currency,
          'final' AS state, CAST(session + INTERVAL '2' DAY AS TIMESTAMP) AS known_at,
          REPEAT('0', 64) AS vintage
        FROM (
          SELECT i, session, day, 50E0 + CAST((i * 7 + day) %% 400 AS DOUBLE) / 8E0 AS c
          FROM range(%1$d) AS r(i) CROSS JOIN (VALUES %2$s) AS d(session, day)
        ) AS made
        """
        .formatted(instruments, dates);
  }

  private static double close(int i, LocalDate session) {
    return 50 + (i * 7L + session.toEpochDay()) % 400 / 8.0;
  }

  private Path config() throws IOException {
    String assets =
        IntStream.range(0, instruments)
            .mapToObj(i -> "- " + symbol(i) + "\n")
            .collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("assets.yaml"),
        "assets:\n"
            + assets
            + "start_date: \"1995-01-01\"\npipeline: {min_gap: PT0S, concurrency: 4}\n");
  }

  private HttpServer serve() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.setExecutor(
        Executors.newFixedThreadPool(
            4,
            work -> {
              Thread thread = new Thread(work, "server");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/v8/finance/chart/", this::answer);
    server.start();
    return server;
  }

  private volatile Instant now = Instant.EPOCH;

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int i = Integer.parseInt(path.substring(path.lastIndexOf('/') + 2)) - 10_000;
    Map<String, Long> period = new TreeMap<>();
    for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
      if (pair.startsWith("period")) {
        period.put(pair.substring(0, 7), Long.valueOf(pair.substring(8)));
      }
    }
    byte[] body = chart(i, period.get("period1"), period.get("period2")).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String chart(int i, long from, long to) {
    List<Session> asked =
        sessions.stream()
            .filter(s -> s.open().getEpochSecond() >= from && s.open().getEpochSecond() < to)
            .filter(s -> s.close().isBefore(now))
            .toList();
    String closes = joined(asked, s -> Double.toString(close(i, s.date())));
    return "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\""
        + symbol(i)
        + "\",\"currency\":\"USD\",\"exchangeName\":\"NMS\",\"instrumentType\":\"EQUITY\","
        + "\"exchangeTimezoneName\":\"America/New_York\",\"firstTradeDate\":345479400,"
        + "\"regularMarketTime\":"
        + now.getEpochSecond()
        + ",\"dataGranularity\":\"1d\"},\"timestamp\":["
        + joined(asked, s -> Long.toString(s.open().getEpochSecond()))
        + "],\"indicators\":{\"quote\":[{\"open\":["
        + closes
        + "],\"high\":["
        + joined(asked, s -> Double.toString(close(i, s.date()) + 0.5))
        + "],\"low\":["
        + joined(asked, s -> Double.toString(close(i, s.date()) - 0.5))
        + "],\"close\":["
        + closes
        + "],\"volume\":["
        + joined(asked, s -> Long.toString(1000 + (i + s.date().toEpochDay()) % 1000))
        + "]}],\"adjclose\":[{\"adjclose\":["
        + closes
        + "]}]}}],\"error\":null}}";
  }

  private static String joined(
      List<Session> sessions, java.util.function.Function<Session, String> value) {
    return sessions.stream().map(value).collect(Collectors.joining(","));
  }

  /** One run; its stages and the whole of it, in milliseconds. */
  private Map<String, Double> ingest(Path config, Path data, Instant at, HttpServer server)
      throws Exception {
    now = at;
    Path log = data.resolve("logs").resolve("pipeline.json");
    long before = Files.exists(log) ? Files.size(log) : 0;
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of("bin/sentinel").toAbsolutePath().toString(),
            "run",
            "--quiet",
            "--config",
            config.toString(),
            "--data",
            data.toString(),
            "--as-of",
            at.toString());
    command.environment().put(
        "SENTINEL_YAHOO_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    command.environment().put("SENTINEL_ENV_FILE", "/dev/null");
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(folder.resolve("said").toFile());
    long started = System.nanoTime();
    int code = command.start().waitFor();
    double whole = (System.nanoTime() - started) / 1e6;
    if (code != 0) {
      System.err.println("exit code " + code + ": " + Files.lines(folder.resolve("said")).limit(5).toList());
    }
    Map<String, Double> taken = new LinkedHashMap<>();
    String lines = new String(Arrays.copyOfRange(Files.readAllBytes(log), (int) before, (int) Files.size(log)), StandardCharsets.UTF_8);
    Matcher stage = STAGE.matcher(lines);
    while (stage.find()) {
      taken.merge(stage.group(1), Double.valueOf(stage.group(2)), Double::sum);
    }
    taken.put("whole run", whole);
    taken.put(
        "without fetch", whole - taken.getOrDefault("fetch", 0.0));
    System.err.println("  " + data.getFileName() + " " + at + ": " + Math.round(whole) + " ms " + taken);
    return taken;
  }

  private static void print(Map<String, Map<String, List<Double>>> times) {
    List<String> lakes = List.copyOf(times.keySet());
    System.out.printf("%-16s %12s %12s %8s%n", "median ms", lakes.get(0), lakes.get(1), "ratio");
    times
        .get(lakes.get(0))
        .forEach(
            (what, small) -> {
              double one = median(small);
              double many = median(times.get(lakes.get(1)).get(what));
              System.out.printf("%-16s %12.0f %12.0f %8.2f%n", what, one, many, many / one);
            });
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
