package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Says which sessions silver holds and quarantine refused, today or at an earlier instant.
 *
 * <p>At an earlier instant a bar was there in the version that was current then: silver's own when
 * it was known by then, else the superseded one whose time it was. The snapshots of the lake do not
 * tell: they carry the time of the commit, and expire.
 */
final class SilverHoldings {
  private static final List<String> KEYS = List.of("symbol", "interval", "session", "state");

  private final Engine engine;
  private final Lake lake;

  SilverHoldings(Engine engine, Lake lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /**
   * The last session by symbol, by what the lake says without reading old years. A bar that has not
   * settled and lies in the year before the newest may be passed over.
   */
  Map<String, LocalDate> lastSessions() {
    Map<String, LocalDate> last = new HashMap<>();
    lake.view(GoldTables.LATEST_BARS, "latest");
    engine.query("SELECT symbol, latest_session FROM latest", r -> last.put(r.text(1), r.date(2)));
    TreeSet<Integer> years = years();
    if (!years.isEmpty()) {
      boolean known = !last.isEmpty();
      lake.view(SilverTables.BARS, "held", known ? years.tailSet(years.last()) : years);
      addLast(last, "held");
    }
    return last;
  }

  /**
   * The first session of some symbols, of those that have one in a year or before it.
   *
   * @param until the last year that is read
   */
  Map<String, LocalDate> firstSessions(Collection<String> symbols, int until) {
    Map<String, LocalDate> first = new HashMap<>();
    if (!symbols.isEmpty()) {
      lake.view(SilverTables.BARS, "held", years().headSet(until, true));
      engine.query(
          "SELECT symbol, MIN(session) FROM held WHERE symbol IN "
              + Sql.texts(symbols)
              + " GROUP BY symbol",
          r -> first.put(r.text(1), r.date(2)));
    }
    return first;
  }

  /** The last session by symbol as it was at an instant; reads every year. */
  Map<String, LocalDate> lastSessionsAt(Instant then) {
    Map<String, LocalDate> last = new HashMap<>();
    lake.view(SilverTables.BARS, "held", years());
    lake.view(SilverTables.BAR_VERSIONS, "superseded");
    addLast(last, "(" + known(then) + ") AS held_then");
    return last;
  }

  private void addLast(Map<String, LocalDate> last, String held) {
    engine.query(
        "SELECT symbol, MAX(session) FROM " + held + " GROUP BY symbol",
        r -> last.merge(r.text(1), r.date(2), (a, b) -> a.isAfter(b) ? a : b));
  }

  private TreeSet<Integer> years() {
    return new TreeSet<>(lake.years(SilverTables.BARS).keySet());
  }

  /** What is held and refused now, of sessions from a date on, by symbol. */
  Map<String, List<Holding>> since(LocalDate first, Collection<Feed> feeds) {
    views(first);
    return holdings(first, feeds, "held", "refusals");
  }

  /** What was held and refused at an instant, of sessions from a date on, by symbol. */
  Map<String, List<Holding>> sinceAt(LocalDate first, Collection<Feed> feeds, Instant then) {
    views(first);
    lake.view(SilverTables.BAR_VERSIONS, "superseded");
    String refused = "SELECT * FROM refusals WHERE known_at <= " + Sql.timestamp(then);
    return holdings(first, feeds, "(" + known(then) + ")", "(" + refused + ")");
  }

  private void views(LocalDate first) {
    lake.view(SilverTables.QUARANTINE, "refusals");
    lake.view(SilverTables.BARS, "held", years().tailSet(first.getYear()));
  }

  /** The bars of {@code held} and {@code superseded} that were the current ones at an instant. */
  private static String known(Instant then) {
    String keys = String.join(", ", KEYS);
    String at = Sql.timestamp(then);
    return """
        SELECT %1$s FROM held WHERE known_at <= %2$s
        UNION ALL
        SELECT %1$s FROM superseded WHERE known_from <= %2$s AND known_to > %2$s
        """
        .formatted(keys, at);
  }

  private Map<String, List<Holding>> holdings(
      LocalDate first, Collection<Feed> feeds, String held, String refusals) {
    Map<String, Feed> bySymbol = new HashMap<>();
    feeds.forEach(feed -> bySymbol.putIfAbsent(feed.instrument(), feed));
    Map<String, List<Holding>> holdings = new HashMap<>();
    engine.query(
        """
        SELECT symbol, session, MAX(state) AS state, MAX(broken) AS broken
        FROM (
          SELECT symbol, session, state, '' AS broken, 1 AS place
          FROM %2$s AS h
          WHERE interval = '1d' AND session >= %1$s
          UNION ALL
          SELECT symbol, session, '' AS state, broken,
            ROW_NUMBER() OVER (
              PARTITION BY symbol, session ORDER BY known_at DESC NULLS LAST) AS place
          FROM %3$s AS r
          WHERE interval = '1d' AND session >= %1$s
        ) AS known
        WHERE place = 1
        GROUP BY symbol, session
        ORDER BY symbol, session
        """
            .formatted(Sql.date(first), held, refusals),
        r ->
            Optional.ofNullable(bySymbol.get(r.text(1)))
                .map(
                    feed ->
                        holdings
                            .computeIfAbsent(r.text(1), s -> new ArrayList<>())
                            .add(holding(feed, r.date(2), r.text(3), r.text(4)))));
    return holdings;
  }

  private static Holding holding(Feed feed, LocalDate session, String state, String broken) {
    Holding.State held =
        switch (state) {
          case "final" -> Holding.State.FINAL;
          case "provisional" -> Holding.State.PROVISIONAL;
          default -> Holding.State.ABSENT;
        };
    boolean refused = held != Holding.State.FINAL && !broken.isEmpty();
    return new Holding(feed, session, held, refused ? List.of(broken.split(",")) : List.of());
  }
}
