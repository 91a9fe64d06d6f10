package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Row;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/** Reads what silver and quarantine ever held of one session's bar. */
final class BarHistory {
  private final Engine engine;
  private final Lake lake;

  BarHistory(Engine engine, Lake lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /**
   * One version of a bar.
   *
   * @param knownAt when the answer it comes from was retrieved
   * @param state {@code final}, {@code provisional}, or {@code refused}
   * @param close the closing price, as text; empty where it has none
   * @param note the rules it broke, or why another version replaced it; empty for the current one
   */
  record Version(Instant knownAt, String state, String close, String note) {}

  /** All versions known by an instant, oldest first. */
  List<Version> of(String symbol, LocalDate session, Instant asOf) {
    TreeSet<Integer> years = new TreeSet<>(lake.years(SilverTables.BARS).keySet());
    years.retainAll(List.of(session.getYear()));
    lake.view(SilverTables.BARS, "held", years);
    lake.view(SilverTables.BAR_VERSIONS, "superseded");
    lake.view(SilverTables.QUARANTINE, "refusals");
    return engine.query(
        """
        SELECT known_at, state, close, note
        FROM (
          SELECT symbol, session, interval, known_at, state, close, '' AS note FROM held
          UNION ALL
          SELECT symbol, session, interval, known_from, state, close, cause FROM superseded
          UNION ALL
          SELECT symbol, session, interval, known_at, 'refused', close, broken FROM refusals
        ) AS versions
        WHERE symbol = %s AND session = %s AND interval = '1d' AND known_at <= %s
        ORDER BY known_at NULLS FIRST, state NULLS FIRST
        """
            .formatted(Sql.text(symbol), Sql.date(session), Sql.timestamp(asOf)),
        BarHistory::version);
  }

  private static Version version(Row row) {
    String close = row.isNull(3) ? "" : row.value(3).map(Object::toString).orElse("");
    return new Version(row.instant(1), row.text(2), close, row.text(4));
  }
}
