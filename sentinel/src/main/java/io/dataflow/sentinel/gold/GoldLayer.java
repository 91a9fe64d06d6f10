package io.dataflow.sentinel.gold;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the gold tables up to what silver holds.
 *
 * <p>Each table names the content of silver it was built from, year by year; what differs is built
 * again. So a build that was cut off, or never ran, is made up for by the next one.
 */
public final class GoldLayer {
  private static final int WINDOW = 30;

  /** Days before the first one that hold a window of most instruments, with holidays to spare. */
  private static final int DAYS_BEFORE = 2 * WINDOW + 15;

  private static final String SETTLED = "SELECT symbol, session, close, volume";
  private static final String SETTLED_ONLY = " WHERE interval = '1d' AND state = 'final'";

  private final Engine engine;
  private final Lake lake;

  public GoldLayer(Engine engine, Lake lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /**
   * Builds what is out of date.
   *
   * @return the first year that was built; empty when gold was up to date
   */
  public Optional<Integer> build(String batch) {
    TreeMap<Integer, String> silver = lake.years(SilverTables.BARS);
    Map<Integer, String> built = lake.builtFrom(GoldTables.DAILY_METRICS);
    Map<Integer, String> latest = lake.builtFrom(GoldTables.LATEST_BARS);
    Optional<Integer> first = firstDifference(silver, built);
    Optional<Integer> firstLatest = firstDifference(silver, latest);
    if (first.isEmpty() && firstLatest.isEmpty()) {
      return Optional.empty();
    }
    int from = Math.min(first.orElse(Integer.MAX_VALUE), firstLatest.orElse(Integer.MAX_VALUE));
    prepare(silver, from);
    engine.materialize("built", sql("daily_metrics.sql"));
    if (first.isPresent()) {
      replaceMetrics(from(silver, built, from), silver, batch);
    }
    lake.view(GoldTables.LATEST_BARS, "earlier");
    lake.replace(GoldTables.LATEST_BARS, sql("latest_bars.sql"), batch, silver);
    return Optional.of(from);
  }

  private void replaceMetrics(Set<Integer> years, Map<Integer, String> silver, String batch) {
    lake.replaceYears(GoldTables.DAILY_METRICS, years, "SELECT * FROM built", batch, silver);
  }

  /** Builds all of it, whatever gold says it was built from. */
  public void buildAll(String batch) {
    TreeMap<Integer, String> silver = lake.years(SilverTables.BARS);
    TreeSet<Integer> years = new TreeSet<>(silver.keySet());
    years.addAll(lake.years(GoldTables.DAILY_METRICS).keySet());
    if (years.isEmpty()) {
      return;
    }
    prepare(silver, years.first());
    engine.materialize("built", sql("daily_metrics.sql"));
    replaceMetrics(years, silver, batch);
    engine.view("earlier", GoldTables.LATEST_BARS.columns(), List.of());
    lake.replace(GoldTables.LATEST_BARS, sql("latest_bars.sql"), batch, silver);
  }

  /**
   * Builds the rows of some symbols again; those of others stay as they are, and so does what the
   * tables say they were built from.
   */
  public void buildOnly(Set<String> symbols, String batch) {
    TreeMap<Integer, String> silver = lake.years(SilverTables.BARS);
    TreeSet<Integer> years = new TreeSet<>(silver.keySet());
    years.addAll(lake.years(GoldTables.DAILY_METRICS).keySet());
    if (years.isEmpty()) {
      return;
    }
    String chosen = "symbol IN " + Sql.texts(symbols);
    prepare(silver, years.first());
    engine.materialize("built", sql("daily_metrics.sql"));
    engine.view("earlier", GoldTables.LATEST_BARS.columns(), List.of());
    engine.materialize("built_latest", sql("latest_bars.sql"));
    lake.view(GoldTables.DAILY_METRICS, "others");
    lake.replaceYears(
        GoldTables.DAILY_METRICS,
        years,
        union(GoldTables.DAILY_METRICS, "built", chosen),
        batch,
        lake.builtFrom(GoldTables.DAILY_METRICS));
    lake.view(GoldTables.LATEST_BARS, "others");
    lake.replace(
        GoldTables.LATEST_BARS,
        union(GoldTables.LATEST_BARS, "built_latest", chosen),
        batch,
        lake.builtFrom(GoldTables.LATEST_BARS));
  }

  private static String union(TableSpec table, String built, String chosen) {
    return "SELECT "
        + table.columnList()
        + " FROM "
        + built
        + " WHERE "
        + chosen
        + " UNION ALL SELECT "
        + table.columnList()
        + " FROM others WHERE NOT ("
        + chosen
        + ")";
  }

  private static Set<Integer> from(
      Map<Integer, String> silver, Map<Integer, String> built, int from) {
    TreeSet<Integer> years = new TreeSet<>(silver.keySet());
    years.addAll(built.keySet());
    return years.tailSet(from);
  }

  private static Optional<Integer> firstDifference(
      Map<Integer, String> silver, Map<Integer, String> built) {
    TreeSet<Integer> years = new TreeSet<>(silver.keySet());
    years.addAll(built.keySet());
    return years.stream()
        .filter(year -> !Objects.equals(silver.get(year), built.get(year)))
        .findFirst();
  }

  private void prepare(TreeMap<Integer, String> silver, int from) {
    LocalDate firstDay = LocalDate.of(from, 1, 1);
    engine.materialize("first_day", "SELECT " + Sql.date(firstDay) + " AS first_session");
    Set<Integer> years = new TreeSet<>(silver.tailMap(from).keySet());
    Optional.ofNullable(silver.lowerKey(from)).ifPresent(years::add);
    LocalDate since = firstDay.minusDays(DAYS_BEFORE);
    settledBars(years, since);
    Set<Integer> older = new TreeSet<>(silver.headMap(from).keySet());
    List<String> shortSymbols = older.isEmpty() ? List.of() : symbolsShortOfBars();
    if (!shortSymbols.isEmpty()) {
      addOlderBars(older, since, shortSymbols);
    }
    seeds(silver, from, since);
  }

  private void settledBars(Set<Integer> years, LocalDate since) {
    lake.view(SilverTables.BARS, "silver_bars", years);
    engine.materialize(
        "bars",
        SETTLED + " FROM silver_bars" + SETTLED_ONLY + " AND session >= " + Sql.date(since));
  }

  private void addOlderBars(Set<Integer> years, LocalDate since, List<String> symbols) {
    lake.view(SilverTables.BARS, "older_bars", years);
    engine.materialize(
        "all_bars",
        "SELECT * FROM bars UNION ALL "
            + SETTLED
            + " FROM older_bars"
            + SETTLED_ONLY
            + " AND session < "
            + Sql.date(since)
            + " AND symbol IN "
            + Sql.texts(symbols));
    engine.materialize("bars", "SELECT * FROM all_bars");
  }

  /** Symbols with too few bars in the year before to fill a window. */
  private List<String> symbolsShortOfBars() {
    return engine.query(
        "SELECT b.symbol FROM bars AS b CROSS JOIN first_day AS f GROUP BY b.symbol"
            + " HAVING COUNT(CASE WHEN b.session < f.first_session THEN 1 END) <= "
            + WINDOW
            + " ORDER BY b.symbol",
        row -> row.text(1));
  }

  /** The peak runs on, so a symbol's highest of the last days it traded before is its peak. */
  private void seeds(TreeMap<Integer, String> silver, int from, LocalDate since) {
    Set<Integer> before = silver.lowerKey(from) == null ? Set.of() : Set.of(silver.lowerKey(from));
    seedsOf(before, "session >= " + Sql.date(since));
    Set<Integer> older = new TreeSet<>(silver.headMap(from).keySet());
    List<String> unseeded =
        older.isEmpty()
            ? List.of()
            : engine.query(
                "SELECT DISTINCT b.symbol FROM bars AS b LEFT JOIN seeds AS s"
                    + " ON s.symbol = b.symbol WHERE s.symbol IS NULL ORDER BY b.symbol",
                row -> row.text(1));
    if (!unseeded.isEmpty()) {
      engine.materialize("near_seeds", "SELECT * FROM seeds");
      seedsOf(older, "symbol IN " + Sql.texts(unseeded));
      engine.materialize("far_seeds", "SELECT * FROM seeds");
      engine.materialize("seeds", "SELECT * FROM near_seeds UNION ALL SELECT * FROM far_seeds");
    }
  }

  private void seedsOf(Set<Integer> years, String condition) {
    lake.view(GoldTables.DAILY_METRICS, "earlier_metrics", years);
    engine.materialize(
        "seeds",
        "SELECT symbol, MAX(peak_close) AS peak_close FROM earlier_metrics WHERE "
            + condition
            + " GROUP BY symbol");
  }

  private static String sql(String file) {
    try (InputStream in = GoldLayer.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + file + " cannot be read", e);
    }
  }
}
