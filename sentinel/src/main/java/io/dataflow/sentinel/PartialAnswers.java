package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Outcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds answers for part of a history after which the bars before the part are in doubt: they tell
 * of a corporate action the lake does not know, of an adjusted close that moved, of a settled bar
 * that is another one now, or they are of the instrument's own source, and silver has bars of
 * another one.
 *
 * <p>What restates the part restates the bars before it too. So the whole history is asked for, and
 * the part is not promoted without it: silver would hold the news then, and nobody would ask.
 */
final class PartialAnswers {
  private static final List<Column> PARTS =
      List.of(Column.optional(1, "symbol", Type.TEXT), Column.optional(2, "first", Type.DATE));

  private static final List<Column> TOLD =
      List.of(
          Column.optional(1, "symbol", Type.TEXT),
          Column.optional(2, "session", Type.DATE),
          Column.optional(3, "open", Type.DOUBLE),
          Column.optional(4, "high", Type.DOUBLE),
          Column.optional(5, "low", Type.DOUBLE),
          Column.optional(6, "close", Type.DOUBLE),
          Column.optional(7, "adjclose", Type.DOUBLE),
          Column.optional(8, "volume", Type.BIGINT),
          Column.optional(9, "retrieved_at", Type.TIMESTAMP),
          Column.optional(10, "source", Type.TEXT),
          Column.optional(11, "fall_back", Type.BOOLEAN));

  private final Engine engine;
  private final Lake lake;

  PartialAnswers(Engine engine, Lake lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /**
   * The symbols of which an answer tells only a part of what has changed, each with what it tells.
   *
   * @param batch the batch these answers make or made; the lake is read as it was before
   */
  Map<String, String> inDoubt(List<Landed> landed, String batch) {
    Set<Integer> years = lake.years(SilverTables.BARS).keySet();
    List<Landed> parts = landed.stream().filter(one -> part(one, years)).toList();
    if (parts.isEmpty()) {
      return Map.of();
    }
    Map<String, String> news = new TreeMap<>(changedBars(parts, batch));
    news.putAll(newActions(parts, batch));
    Map<String, LocalDate> firsts = new TreeMap<>();
    parts.stream()
        .filter(part -> news.containsKey(symbol(part)))
        .forEach(part -> firsts.merge(symbol(part), first(part), PartialAnswers::earlier));
    news.keySet().retainAll(withEarlierBars(firsts, batch));
    return news;
  }

  /** Whether there may be bars before what was asked for. */
  private static boolean part(Landed landed, Set<Integer> years) {
    return landed.outcome() instanceof Outcome.Bars
        && !landed.imported()
        && years.stream().anyMatch(year -> year <= first(landed).getYear());
  }

  private static String symbol(Landed landed) {
    return landed.request().symbol().value();
  }

  private static LocalDate first(Landed landed) {
    return landed.request().from().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  private static List<CorporateAction> actions(Landed landed) {
    return ((Outcome.Bars) landed.outcome()).actions();
  }

  private Map<String, String> newActions(List<Landed> parts, String batch) {
    Set<String> telling = new TreeSet<>();
    parts.stream().filter(p -> !actions(p).isEmpty()).forEach(p -> telling.add(symbol(p)));
    if (telling.isEmpty()) {
      return Map.of();
    }
    Set<String> known = known(telling, batch);
    Map<String, String> news = new TreeMap<>();
    for (Landed part : parts) {
      actions(part).stream()
          .filter(action -> !known.contains(key(symbol(part), action)))
          .forEach(
              action ->
                  news.putIfAbsent(
                      symbol(part), "the " + type(action) + " of " + action.exDate() + " is new"));
    }
    return news;
  }

  private Set<String> known(Set<String> symbols, String batch) {
    lake.viewBefore(SilverTables.CORPORATE_ACTIONS, "all_actions", batch);
    return new HashSet<>(
        engine.query(
            "SELECT symbol, ex_date, type FROM all_actions WHERE symbol IN " + Sql.texts(symbols),
            r -> key(r.text(1), r.date(2), r.text(3))));
  }

  /** Settled bars whose source, adjusted close or values are others now, the newest one named. */
  private Map<String, String> changedBars(List<Landed> parts, String batch) {
    List<Object[]> told = new ArrayList<>();
    Set<Integer> years = new TreeSet<>();
    for (Landed part : parts) {
      for (CandidateBar bar : ((Outcome.Bars) part.outcome()).bars()) {
        if (bar.session().isPresent() && plausible(bar)) {
          told.add(row(part, bar));
          years.add(bar.session().get().getYear());
        }
      }
    }
    Map<String, String> changed = new TreeMap<>();
    if (told.isEmpty()) {
      return changed;
    }
    engine.load("told", TOLD, told);
    lake.viewBefore(SilverTables.BARS, "held_bars", batch, years);
    engine.query(
        PartialSql.CHANGED,
        r ->
            changed.put(
                r.text(1),
                switch (r.text(3)) {
                  case "source" -> "the bar of " + r.date(2) + " is of another source";
                  case "adjusted" -> "the adjusted close of " + r.date(2) + " moved";
                  default -> "the settled bar of " + r.date(2) + " is another one";
                }));
    return changed;
  }

  /** What a rule would refuse anyway tells nothing of the bars before it. */
  private static boolean plausible(CandidateBar bar) {
    return !bar.live()
        && bar.copies() == 1
        && bar.low() > 0
        && bar.low() <= Math.min(bar.open(), bar.close())
        && bar.high() >= Math.max(bar.open(), bar.close());
  }

  private static Object[] row(Landed part, CandidateBar bar) {
    return new Object[] {
      symbol(part),
      bar.session().orElseThrow(),
      bar.open(),
      bar.high(),
      bar.low(),
      bar.close(),
      Double.isNaN(bar.adjclose()) ? null : bar.adjclose(),
      bar.volume().isPresent() ? bar.volume().getAsLong() : null,
      part.vintage().orElseThrow().receipt().retrievedAt(),
      part.vintage().orElseThrow().receipt().source(),
      part.detour().isPresent()
    };
  }

  /** Most have a bar in the year before; only of the others older years are read. */
  private Set<String> withEarlierBars(Map<String, LocalDate> firsts, String batch) {
    Set<String> found = new TreeSet<>();
    if (firsts.isEmpty()) {
      return found;
    }
    Set<Integer> near = new TreeSet<>();
    firsts.values().forEach(f -> near.addAll(List.of(f.getYear(), f.getYear() - 1)));
    found.addAll(withBarsIn(near, firsts, batch));
    Map<String, LocalDate> others = new TreeMap<>(firsts);
    others.keySet().removeAll(found);
    if (!others.isEmpty()) {
      Set<Integer> older = new TreeSet<>(lake.years(SilverTables.BARS).keySet());
      older.removeAll(near);
      found.addAll(withBarsIn(older, others, batch));
    }
    return found;
  }

  private List<String> withBarsIn(
      Collection<Integer> years, Map<String, LocalDate> firsts, String batch) {
    List<Object[]> rows = new ArrayList<>();
    firsts.forEach((symbol, first) -> rows.add(new Object[] {symbol, first}));
    engine.load("parts", PARTS, rows);
    lake.viewBefore(SilverTables.BARS, "earlier_bars", batch, years);
    return engine.query(
        "SELECT DISTINCT p.symbol FROM parts AS p JOIN earlier_bars AS b"
            + " ON b.symbol = p.symbol AND b.session < p.first",
        r -> r.text(1));
  }

  private static String type(CorporateAction action) {
    return action.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String key(String symbol, CorporateAction action) {
    return key(symbol, action.exDate(), action.type().name().toLowerCase(Locale.ROOT));
  }

  private static String key(String symbol, LocalDate exDate, String type) {
    return symbol + " " + exDate + " " + type;
  }
}
