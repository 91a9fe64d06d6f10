package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds a fall-back's bars against those silver has of other sources for the same sessions: where
 * their closes differ, the two are adjusted differently or mean different things, and one history
 * must not be made of both.
 */
final class Overlap {
  /** Two vendors' closes of a session differ by less than this, also where their feeds do. */
  private static final double MOST = 0.01;

  private static final List<Column> CLOSES =
      List.of(
          Column.required(1, "symbol", Type.TEXT),
          Column.required(2, "session", Type.DATE),
          Column.required(3, "source", Type.TEXT),
          Column.required(4, "close", Type.DOUBLE));

  private final Engine engine;
  private final Lake lake;

  Overlap(Engine engine, Lake lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /** The same answers, but fall-backs' that do not agree with what is there are refused. */
  List<Landed> checked(List<Landed> landed, String batch) {
    List<Object[]> closes = new ArrayList<>();
    landed.stream()
        .filter(one -> one.detour().isPresent())
        .forEach(one -> closes.addAll(closes(one)));
    if (closes.isEmpty()) {
      return landed;
    }
    Map<String, String> differing = differing(closes, batch);
    return landed.stream()
        .map(
            one -> {
              String how = differing.get(one.request().symbol().value());
              boolean refused = how != null && one.detour().isPresent();
              return refused ? one.with(new Outcome.Refused(how)) : one;
            })
        .toList();
  }

  private static List<Object[]> closes(Landed landed) {
    List<Object[]> rows = new ArrayList<>();
    if (landed.outcome() instanceof Outcome.Bars bars) {
      String source = landed.vintage().orElseThrow().receipt().source();
      for (CandidateBar bar : bars.bars()) {
        if (bar.session().isPresent() && bar.close() > 0 && !bar.live()) {
          rows.add(
              new Object[] {
                landed.request().symbol().value(), bar.session().get(), source, bar.close()
              });
        }
      }
    }
    return rows;
  }

  private Map<String, String> differing(List<Object[]> closes, String batch) {
    Set<Integer> years = new TreeSet<>();
    closes.forEach(row -> years.add(((LocalDate) row[1]).getYear()));
    engine.load("fallback_closes", CLOSES, closes);
    lake.viewBefore(SilverTables.BARS, "held_closes", batch, years);
    Map<String, String> differing = new TreeMap<>();
    engine.query(
        """
        SELECT f.symbol, MAX(f.source), MAX(b.source), COUNT(*), MEDIAN(f.close / b.close)
        FROM fallback_closes AS f
        JOIN held_closes AS b ON b.symbol = f.symbol AND b.session = f.session
        WHERE b.source <> f.source AND b.state = 'final'
        GROUP BY f.symbol
        """,
        r -> {
          double ratio = r.number(5);
          if (Math.abs(ratio - 1) > MOST) {
            differing.put(r.text(1), words(r.text(2), r.text(3), r.bigint(4), ratio));
          }
          return true;
        });
    return differing;
  }

  private static String words(String fallback, String held, long sessions, double ratio) {
    return String.format(
        Locale.ROOT,
        "the fall-back %s does not agree with %s: on %d common sessions its closes are %.4f times"
            + " those. They are adjusted differently, so none of its bars is taken",
        fallback,
        held,
        sessions,
        ratio);
  }
}
