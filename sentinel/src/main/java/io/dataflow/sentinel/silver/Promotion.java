package io.dataflow.sentinel.silver;

import io.dataflow.sentinel.contract.Contracts;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.source.CorporateAction;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes one batch, at most one vintage a symbol, into the silver tables.
 *
 * <p>Each table is committed on its own, {@code silver.bars} last. A batch that was cut off between
 * two commits is taken again with the same id, before any other: it is judged by the tables as they
 * were before it, and those that hold it already are left alone.
 */
public final class Promotion {
  private static final Period WEEKS = Period.ofDays(40);
  private static final Period YEARS = Period.ofYears(1);

  private final Engine engine;
  private final Lake lake;
  private final Contracts contracts;
  private Optional<String> judged = Optional.empty();

  public Promotion(Engine engine, Lake lake, Contracts contracts) {
    this.engine = engine;
    this.lake = lake;
    this.contracts = contracts;
  }

  /**
   * Judges a batch and compares it with silver as it was before the batch; nothing is written. The
   * same batch again comes out the same, whichever of its tables are written already.
   *
   * @param incoming at most one vintage a symbol
   */
  public Promoted judge(String batch, List<Incoming> incoming) {
    judged = Optional.empty();
    if (incoming.isEmpty()) {
      return Promoted.nothing();
    }
    judgeCandidates(batch, incoming);
    compare(batch, incoming, years());
    judged = Optional.of(batch);
    return summary();
  }

  /**
   * Writes the part of the batch judged last that belongs into one of the silver tables; what the
   * table holds already is left alone. The tables are to be written in the order of {@link
   * SilverTables#ALL}.
   */
  public void commit(TableSpec table, String batch) {
    if (!judged.equals(Optional.of(batch)) || lake.holdsBatch(table, batch)) {
      return;
    }
    if (table.equals(SilverTables.QUARANTINE)) {
      append(table, "SELECT * FROM refused WHERE is_new", batch);
    } else if (table.equals(SilverTables.CORPORATE_ACTIONS)) {
      append(table, SilverSql.NEW_ACTIONS, batch);
    } else if (table.equals(SilverTables.BAR_VERSIONS)) {
      append(table, SilverSql.SUPERSEDED, batch);
    } else if (table.equals(SilverTables.BARS)) {
      Set<Integer> changed = changedYears();
      if (!changed.isEmpty()) {
        lake.replaceYears(table, changed, SilverSql.NEW_CONTENT, batch, Map.of());
      }
    } else {
      throw new IllegalArgumentException("no table of silver: " + table.fullName());
    }
  }

  private void append(TableSpec table, String select, String batch) {
    boolean any =
        engine.query("SELECT COUNT(*) FROM (" + select + ") AS x", r -> r.bigint(1)).get(0) > 0;
    if (any) {
      lake.append(table, select, batch);
    }
  }

  private void judgeCandidates(String batch, List<Incoming> incoming) {
    Map<String, Candidates.LastBar> before = lastBars(batch, incoming);
    engine.load("candidates", SilverTables.CANDIDATES, new Candidates(before).rows(incoming));
    engine.materialize("judged", contracts.judgedSql("candidates"));
  }

  /**
   * Silver's last bar before the first candidate of each symbol, out of the last two years. Nearly
   * all have one in the last weeks; only for the others more is read.
   */
  private Map<String, Candidates.LastBar> lastBars(String batch, List<Incoming> incoming) {
    Map<String, LocalDate> first = new TreeMap<>();
    for (Incoming i : incoming) {
      i.bars().bars().stream()
          .flatMap(b -> b.session().stream())
          .min(LocalDate::compareTo)
          .ifPresent(session -> first.put(i.symbol().value(), session));
    }
    Map<String, Candidates.LastBar> last = lastBars(batch, first, WEEKS);
    Map<String, LocalDate> others = new TreeMap<>(first);
    others.keySet().removeAll(last.keySet());
    last.putAll(lastBars(batch, others, YEARS));
    return last;
  }

  private Map<String, Candidates.LastBar> lastBars(
      String batch, Map<String, LocalDate> first, Period back) {
    Set<Integer> years = new TreeSet<>();
    first.values().forEach(s -> years.addAll(List.of(s.getYear(), s.minus(back).getYear())));
    Map<String, Candidates.LastBar> last = new HashMap<>();
    if (lake.years(SilverTables.BARS).keySet().stream().noneMatch(years::contains)) {
      return last;
    }
    List<Object[]> rows = new ArrayList<>();
    first.forEach(
        (symbol, session) -> rows.add(new Object[] {symbol, session.minus(back), session}));
    engine.load("firsts", SilverSql.FIRSTS, rows);
    lake.viewBefore(SilverTables.BARS, "recent", batch, years);
    engine.query(
        SilverSql.LAST_BARS,
        r ->
            last.put(
                r.text(1),
                new Candidates.LastBar(
                    r.number(2), r.number(3), r.number(4), r.number(5), r.bigint(6))));
    return last;
  }

  private Set<Integer> years() {
    return new TreeSet<>(
        engine.query(
            "SELECT DISTINCT CAST(EXTRACT(YEAR FROM session) AS INTEGER) FROM judged"
                + " WHERE broken = ''",
            r -> r.integer(1)));
  }

  private Set<Integer> changedYears() {
    return new TreeSet<>(engine.query(SilverSql.CHANGED_YEARS, r -> r.integer(1)));
  }

  private void compare(String batch, List<Incoming> incoming, Set<Integer> years) {
    engine.load("source_places", SilverSql.RANKS, places(incoming));
    engine.load("actions", SilverTables.CORPORATE_ACTIONS.columns(), actionRows(incoming));
    lake.viewBefore(SilverTables.CORPORATE_ACTIONS, "known_actions", batch);
    lake.viewBefore(SilverTables.BARS, "current_bars", batch, years);
    lake.viewBefore(SilverTables.QUARANTINE, "known_refusals", batch);
    engine.materialize("fresh_actions", SilverSql.FRESH_ACTIONS);
    engine.materialize("changes", SilverSql.CHANGES);
    engine.materialize("refused", SilverSql.REFUSED);
  }

  private static List<Object[]> places(List<Incoming> incoming) {
    List<Object[]> rows = new ArrayList<>();
    for (Incoming i : incoming) {
      List<String> sources = i.vintage().receipt().sources();
      for (int place = 0; place < sources.size(); place++) {
        rows.add(new Object[] {i.symbol().value(), sources.get(place), (long) place});
      }
    }
    return rows;
  }

  private static List<Object[]> actionRows(List<Incoming> incoming) {
    List<Object[]> rows = new ArrayList<>();
    for (Incoming i : incoming) {
      for (CorporateAction action : i.bars().actions()) {
        rows.add(
            new Object[] {
              i.symbol().value(),
              action.exDate(),
              action.type().name().toLowerCase(Locale.ROOT),
              action.value(),
              action.currency().orElse(null),
              i.vintage().receipt().source(),
              i.retrievedAt(),
              i.vintage().receipt().sha256()
            });
      }
    }
    return rows;
  }

  private Promoted summary() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    engine.query(
        SilverSql.COUNTS,
        r -> counts.computeIfAbsent(r.text(1), s -> new TreeMap<>()).put(r.text(2), r.bigint(3)));
    List<Promoted.Refusal> refused =
        engine.query(
            "SELECT symbol, COALESCE(CAST(session AS VARCHAR), ''), broken, is_new FROM refused"
                + " ORDER BY symbol, session NULLS FIRST, stamp",
            r ->
                new Promoted.Refusal(
                    r.text(1), r.text(2), List.of(r.text(3).split(",")), r.flag(4)));
    Map<String, Promoted.Seen> seen = new HashMap<>();
    engine.query(
        "SELECT symbol, session, state FROM judged WHERE broken = ''",
        r -> {
          Promoted.Seen s =
              seen.computeIfAbsent(
                  r.text(1), k -> new Promoted.Seen(new HashSet<>(), new HashSet<>()));
          return (r.text(3).equals("final") ? s.settled() : s.provisional()).add(r.date(2));
        });
    List<Promoted.Restatement> restated =
        engine.query(
            SilverSql.UNEXPLAINED, r -> new Promoted.Restatement(r.text(1), r.date(2), r.text(3)));
    List<Promoted.Warned> warned =
        engine.query(
            SilverSql.WARNED,
            r -> new Promoted.Warned(r.text(1), List.of(r.text(2).split(",")), r.bigint(3)));
    return new Promoted(counts, refused, seen, restated, warned);
  }
}
