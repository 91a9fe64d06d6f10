import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.postgres.PostgresAddress;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.warehouse.Dashboard;
import io.dataflow.sentinel.warehouse.Warehouse;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * Times the publication of a million bars into an empty PostgreSQL against a bare COPY of the same
 * rows, from a file that is ready, into a plain table of the same columns and primary key. Takes
 * turns, and says the ratio of the speeds.
 *
 * <p>Wants the address of a database it may fill, in DATABASE_URL: it makes a schema of its own
 * there, publish_bench, and drops it again.
 */
final class PublishBench {
  private static final int SYMBOLS = 500;
  private static final int SESSIONS = 2000;
  private static final int TURNS = 5;
  private static final double LEAST = 0.5;
  private static final String SCHEMA = "publish_bench";

  private final String address;
  private final PostgresServer server;
  private final Path folder;

  private PublishBench(String address, Path folder) {
    String mark = address.contains("?") ? "&" : "?";
    this.address = address;
    this.server =
        new PostgresServer(
            PostgresAddress.parse(address + mark + "currentSchema=" + SCHEMA), System.getenv());
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    String address = System.getenv("DATABASE_URL");
    if (address == null || address.isBlank()) {
      System.err.println("set DATABASE_URL to a PostgreSQL whose user may make a schema");
      System.exit(4);
    }
    Path folder = Files.createTempDirectory("publish-bench");
    double ratio;
    try {
      ratio = new PublishBench(address, folder).ratio();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.exit(ratio >= LEAST ? 0 : 1);
  }

  private double ratio() throws Exception {
    try (Engine engine = new DuckDbEngine(folder.resolve("tmp"));
        Lake lake = new Lake(engine, folder.resolve("catalog.db"), folder::resolve)) {
      fill(engine, lake);
      Path file = ready(engine, lake);
      List<Double> published = new ArrayList<>();
      List<Double> copied = new ArrayList<>();
      for (int turn = 0; turn <= TURNS; turn++) {
        double copy = copy(file);
        double publish = publish(engine, lake);
        if (turn > 0) { // the first one warms up
          copied.add(copy);
          published.add(publish);
        }
        say("turn %d: bare COPY %.2f s, publish %.2f s", turn, copy, publish);
      }
      execute("DROP SCHEMA " + SCHEMA + " CASCADE");
      double ratio = median(copied) / median(published);
      say(
          "%,d rows: bare COPY %.2f s, publish %.2f s, speed %.2f of a bare COPY (at least %.2f)",
          SYMBOLS * SESSIONS, median(copied), median(published), ratio, LEAST);
      return ratio;
    }
  }

  private static void fill(Engine engine, Lake lake) {
    List<Object[]> symbols = new ArrayList<>();
    for (int i = 0; i < SYMBOLS; i++) {
      symbols.add(new Object[] {"SYM" + i, (long) i});
    }
    engine.load(
        "symbols",
        List.of(
            Column.required(1, "symbol", Column.Type.TEXT),
            Column.required(2, "n", Column.Type.BIGINT)),
        symbols);
    LocalDate first = LocalDate.of(2016, 1, 1);
    engine.materialize(
        "bars",
        """
        SELECT symbol, '1d' AS interval, CAST(DATE '%s' + CAST(d AS INTEGER) AS DATE) AS session,
          'yahoo' AS source, p AS open, p * 1.01 AS high, p * 0.99 AS low, p * 1.005 AS close,
          p * 0.97 AS adjclose, CAST(1000000 + d * 17 + n AS BIGINT) AS volume,
          'USD' AS currency, 'final' AS state, TIMESTAMP '2026-03-06 21:30:00.123' AS known_at,
          sha256(symbol) AS vintage
        FROM (
          SELECT symbol, n, d, ROUND(50 + n * 0.37 + 20 * sin(d / 40.0), 4) AS p
          FROM symbols CROSS JOIN (SELECT range AS d FROM range(%d)) AS days
        ) AS made
        """
            .formatted(first, SESSIONS));
    TreeSet<Integer> years =
        new TreeSet<>(
            engine.query(
                "SELECT DISTINCT CAST(EXTRACT(YEAR FROM session) AS INTEGER) FROM bars",
                r -> r.integer(1)));
    lake.replaceYears(SilverTables.BARS, years, "SELECT * FROM bars", "bench", Map.of());
  }

  /** The rows as a publication sends them, in a file that is ready before the clock runs. */
  private Path ready(Engine engine, Lake lake) {
    Path file = folder.resolve("ready.txt");
    lake.view(SilverTables.BARS, "all_bars");
    engine.copyText(
        "SELECT ROW_NUMBER() OVER (ORDER BY symbol, session) AS id, symbol, session, open, high,"
            + " low, close, volume, TRUE AS volume_known, adjclose, currency, state, known_at,"
            + " source, vintage FROM all_bars ORDER BY id",
        columns(),
        file);
    return file;
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.required(1, "id", Column.Type.BIGINT));
    columns.add(Column.required(2, "symbol", Column.Type.TEXT));
    columns.add(Column.required(3, "session", Column.Type.DATE));
    for (String name : List.of("open", "high", "low", "close")) {
      columns.add(Column.required(4, name, Column.Type.DOUBLE));
    }
    columns.add(Column.required(5, "volume", Column.Type.BIGINT));
    columns.add(Column.required(6, "volume_known", Column.Type.BOOLEAN));
    columns.add(Column.optional(7, "adjclose", Column.Type.DOUBLE));
    columns.add(Column.optional(8, "currency", Column.Type.TEXT));
    columns.add(Column.optional(9, "state", Column.Type.TEXT));
    columns.add(Column.optional(10, "known_at", Column.Type.TIMESTAMP));
    columns.add(Column.optional(11, "source", Column.Type.TEXT));
    columns.add(Column.optional(12, "vintage", Column.Type.TEXT));
    return columns;
  }

  private double copy(Path file) throws Exception {
    execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE", "CREATE SCHEMA " + SCHEMA);
    execute(
        """
        CREATE TABLE publish_bench.plain (
          id bigint PRIMARY KEY, symbol text NOT NULL, date date NOT NULL,
          open double precision NOT NULL, high double precision NOT NULL,
          low double precision NOT NULL, close double precision NOT NULL, volume bigint NOT NULL,
          volume_known boolean, adjclose double precision, currency text, state text,
          known_at timestamp with time zone, source text, vintage text)
        """);
    long from = System.nanoTime();
    try (Connection connection = server.connect(Duration.ofMinutes(10));
        InputStream rows = Files.newInputStream(file)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY publish_bench.plain FROM STDIN", rows, 1 << 16);
    }
    return seconds(from);
  }

  private double publish(Engine engine, Lake lake) throws Exception {
    execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE", "CREATE SCHEMA " + SCHEMA);
    Dashboard nothing = new Dashboard(Optional.empty(), List.of(), List.of());
    long from = System.nanoTime();
    new Warehouse(server, engine, lake, folder.resolve("scratch"))
        .publish(Warehouse.Scope.FULL, since -> nothing);
    return seconds(from);
  }

  private void execute(String... statements) throws Exception {
    PostgresServer plain = new PostgresServer(PostgresAddress.parse(address), System.getenv());
    try (Connection connection = plain.connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      statement.execute("CHECKPOINT");
    }
  }

  private static double seconds(long from) {
    return (System.nanoTime() - from) / 1e9;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
