package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One transaction that brings the warehouse up to the lake. */
final class Publication {
  private static final String ROWS = "published_rows";
  private static final String OURS = "t.vintage IS NOT NULL";

  private final Session session;
  private final Engine engine;
  private final Lake lake;
  private final Stage stage;
  private final Registry registry;
  private final Warehouse.Scope scope;
  private final Map<String, Long> changed = new LinkedHashMap<>();

  Publication(Session session, Engine engine, Lake lake, Path file, Warehouse.Scope scope) {
    this.session = session;
    this.engine = engine;
    this.lake = lake;
    this.stage = new Stage(session, engine, file);
    this.registry = new Registry(session);
    this.scope = scope;
  }

  /** Everything, in the transaction that has begun. */
  Map<String, Long> publish(Dashboard.Origin origin) throws SQLException {
    bars();
    appended(SilverTables.BAR_VERSIONS, OwnTable.BAR_VERSIONS);
    appended(SilverTables.CORPORATE_ACTIONS, OwnTable.CORPORATE_ACTIONS);
    appended(SilverTables.QUARANTINE, OwnTable.QUARANTINE);
    metrics();
    latest();
    dashboard(origin.since(scope == Warehouse.Scope.FULL ? Optional.empty() : lastStart()));
    return changed;
  }

  private boolean full() {
    return scope == Warehouse.Scope.FULL;
  }

  private Stage.Into into(String name, List<Column> columns, List<String> key) {
    return new Stage.Into(session.table(name), columns, key);
  }

  private Stage.Into into(OwnTable table) {
    return into(table.name(), table.columns(), table.key());
  }

  private void bars() throws SQLException {
    String name = MarketData.NAME;
    Map<Integer, String> years = lake.years(SilverTables.BARS);
    // somebody may have emptied the table, or made it anew
    boolean gone =
        !session.any("SELECT 1 FROM %s AS t WHERE %s".formatted(session.table(name), OURS));
    List<Integer> due = due(years, gone ? Map.of() : registry.marks(name));
    if (!due.isEmpty() || full()) {
      MarketData market = new MarketData(session);
      Stage.Into into = into(name, MarketData.COLUMNS, MarketData.KEY);
      // other writers wait, readers do not: numbers of rows are given out below
      session.execute("LOCK TABLE " + into.table() + " IN SHARE ROW EXCLUSIVE MODE");
      market.catchUp();
      boolean numbered = market.needsNumbers();
      boolean empty = market.empty() && !numbered;
      for (int year : due) {
        lake.view(SilverTables.BARS, ROWS, Set.of(year));
        String select = MarketData.ROWS.formatted(ROWS);
        count(name, empty ? stage.add(into, select) : merged(into, select, numbered));
        if (!empty) {
          removeOthers(name, into, OURS + " AND " + inYear("t.date", year));
        }
      }
      market.constrain();
      removeYears(name, into, OURS + " AND EXTRACT(YEAR FROM t.date)", years.keySet());
    }
    registry.record(name, texts(years));
  }

  private long merged(Stage.Into into, String select, boolean numbered) throws SQLException {
    stage.stage(into, select);
    long rows = stage.update(into);
    return rows + (numbered ? stage.insertNumbered(into) : stage.insert(into));
  }

  /** Only a full publication removes: another machine may have published what this lake lacks. */
  private void removeOthers(String name, Stage.Into into, String which) throws SQLException {
    if (full()) {
      count(name, stage.removeOthers(into, which));
    }
  }

  private void removeYears(String name, Stage.Into into, String which, Set<Integer> kept)
      throws SQLException {
    if (full()) {
      String years = kept.stream().map(y -> ", " + y).collect(Collectors.joining());
      count(
          name,
          session.update(
              "DELETE FROM %s AS t WHERE %s NOT IN (0%s)".formatted(into.table(), which, years)));
    }
  }

  private static String inYear(String column, int year) {
    return "%s BETWEEN DATE '%04d-01-01' AND DATE '%04d-12-31'".formatted(column, year, year);
  }

  private List<Integer> due(Map<Integer, String> years, Map<String, String> published) {
    return years.keySet().stream()
        .filter(y -> full() || !years.get(y).equals(published.get(String.valueOf(y))))
        .toList();
  }

  private static Map<String, String> texts(Map<Integer, String> years) {
    Map<String, String> texts = new TreeMap<>();
    years.forEach((year, mark) -> texts.put(String.valueOf(year), mark));
    return texts;
  }

  /** Rows are only ever added, so what lies in files that are published needs no second look. */
  private void appended(TableSpec spec, OwnTable table) throws SQLException {
    List<String> parts = new ArrayList<>(lake.parts(spec));
    Stage.Into into = into(table);
    boolean empty = !session.any("SELECT 1 FROM " + into.table());
    Set<String> published = empty ? Set.of() : registry.marks(table.name()).keySet();
    if (full()) {
      session.update("DELETE FROM " + into.table());
      count(table.name(), added(spec, into, parts));
    } else if (parts.containsAll(published)) {
      List<String> fresh = parts.stream().filter(p -> !published.contains(p)).toList();
      count(table.name(), added(spec, into, fresh));
    } else {
      lake.view(spec, ROWS);
      stage.stage(into, "SELECT * FROM " + ROWS);
      count(table.name(), stage.insertMissing(into));
    }
    registry.record(table.name(), marks(parts));
  }

  private long added(TableSpec spec, Stage.Into into, List<String> parts) throws SQLException {
    if (parts.isEmpty()) {
      return 0;
    }
    lake.viewParts(spec, ROWS, parts);
    return stage.add(into, "SELECT " + spec.columnList() + " FROM " + ROWS);
  }

  private static Map<String, String> marks(List<String> parts) {
    Map<String, String> marks = new TreeMap<>();
    parts.forEach(part -> marks.put(part, "whole"));
    return marks;
  }

  private void metrics() throws SQLException {
    OwnTable table = OwnTable.DAILY_METRICS;
    Map<Integer, String> years = lake.years(GoldTables.DAILY_METRICS);
    Stage.Into into = into(table);
    boolean empty = !session.any("SELECT 1 FROM " + into.table());
    for (int year : due(years, empty ? Map.of() : registry.marks(table.name()))) {
      lake.view(GoldTables.DAILY_METRICS, ROWS, Set.of(year));
      String select = "SELECT * FROM " + ROWS;
      count(table.name(), empty ? stage.add(into, select) : merged(into, select, false));
      if (!empty) {
        removeOthers(table.name(), into, inYear("t.session", year));
      }
    }
    removeYears(table.name(), into, "EXTRACT(YEAR FROM t.session)", years.keySet());
    registry.record(table.name(), texts(years));
  }

  private void latest() throws SQLException {
    OwnTable table = OwnTable.LATEST_BARS;
    Map<String, String> parts = marks(lake.parts(GoldTables.LATEST_BARS));
    Stage.Into into = into(table);
    boolean empty = !session.any("SELECT 1 FROM " + into.table());
    if (full() || empty || !parts.equals(registry.marks(table.name()))) {
      lake.view(GoldTables.LATEST_BARS, ROWS);
      session.update("DELETE FROM " + into.table());
      count(table.name(), stage.add(into, "SELECT * FROM " + ROWS));
      registry.record(table.name(), parts);
    }
  }

  private Optional<Instant> lastStart() throws SQLException {
    String sql =
        "SELECT to_char(MAX(started_at), 'YYYY-MM-DD\"T\"HH24:MI:SS.USOF:00') FROM "
            + session.table(OwnTable.RUN.name());
    return session.texts(sql).stream().map(t -> OffsetDateTime.parse(t).toInstant()).findFirst();
  }

  private void dashboard(Dashboard dashboard) throws SQLException {
    if (dashboard.freshness().isPresent()) {
      Stage.Into into = into(OwnTable.FRESHNESS);
      session.update("DELETE FROM " + into.table());
      count(OwnTable.FRESHNESS.name(), stage.add(into, loaded(into, dashboard.freshness().get())));
    }
    Stage.Into runs = into(OwnTable.RUN);
    if (!dashboard.runs().isEmpty()) {
      count(OwnTable.RUN.name(), merged(runs, loaded(runs, dashboard.runs()), false));
      Stage.Into checks = into(OwnTable.CHECK_RESULT);
      List<String> ids = dashboard.runs().stream().map(row -> (String) row[0]).toList();
      session.update("DELETE FROM " + checks.table() + " WHERE run_id IN " + Sql.texts(ids));
      count(OwnTable.CHECK_RESULT.name(), stage.add(checks, loaded(checks, dashboard.checks())));
    }
  }

  private String loaded(Stage.Into into, List<Object[]> rows) {
    engine.load(ROWS + "_given", into.columns(), rows);
    return "SELECT * FROM " + ROWS + "_given";
  }

  private void count(String table, long rows) {
    changed.merge(table, rows, Long::sum);
  }
}
