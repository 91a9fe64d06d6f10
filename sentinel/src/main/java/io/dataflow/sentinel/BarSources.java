package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Says which source the newest bar of each instrument is from, and why, where it is a fall-back.
 */
final class BarSources {
  /** How a warning of a fall-back begins. */
  static final String FALL_BACK = "from the fall-back ";

  private static final String CONDITION = "interval = '1d'";

  private final Engine engine;
  private final Lake lake;
  private final Bronze bronze;

  BarSources(Engine engine, Lake lake, Bronze bronze) {
    this.engine = engine;
    this.lake = lake;
    this.bronze = bronze;
  }

  /** The newest bar of an instrument. */
  private record Newest(LocalDate session, String source, String vintage) {}

  /** The verdicts with the sources named, by what silver holds now or held at an instant. */
  List<FeedVerdict> named(
      List<Instrument> instruments, List<FeedVerdict> all, Optional<Instant> then) {
    Map<String, Newest> newest = newest(then);
    List<FeedVerdict> named = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      FeedVerdict verdict = all.get(i);
      Newest bar = newest.get(verdict.feed().instrument());
      named.add(
          bar == null ? verdict : verdict.from(bar.source(), fallBack(instruments.get(i), bar)));
    }
    return named;
  }

  private Map<String, Newest> newest(Optional<Instant> then) {
    TreeSet<Integer> years = new TreeSet<>(lake.years(SilverTables.BARS).keySet());
    Map<String, Newest> newest = new HashMap<>();
    if (years.isEmpty()) {
      return newest;
    }
    lake.view(
        SilverTables.BARS,
        "bars_by_source",
        then.isPresent() ? years : years.tailSet(years.last() - 1));
    String rows = "SELECT symbol, session, source, vintage FROM bars_by_source WHERE " + CONDITION;
    if (then.isPresent()) {
      lake.view(SilverTables.BAR_VERSIONS, "versions_by_source");
      String at = Sql.timestamp(then.get());
      rows +=
          " AND known_at <= "
              + at
              + " UNION ALL SELECT symbol, session, source, vintage FROM versions_by_source WHERE "
              + CONDITION
              + " AND known_from <= "
              + at
              + " AND known_to > "
              + at;
    }
    engine.query(
        "SELECT symbol, MAX(session), MAX_BY(source, session), MAX_BY(vintage, session) FROM ("
            + rows
            + ") AS known GROUP BY symbol",
        r -> newest.put(r.text(1), new Newest(r.date(2), r.text(3), r.text(4))));
    return newest;
  }

  private Optional<String> fallBack(Instrument instrument, Newest bar) {
    List<String> sources = instrument.asset().sources();
    if (sources.indexOf(bar.source()) < 1) {
      return Optional.empty();
    }
    String why =
        receipt(instrument, bar).flatMap(Receipt::fallBack).map(w -> ", as " + w).orElse("");
    return Optional.of("the bar of " + bar.session() + " is " + FALL_BACK + bar.source() + why);
  }

  private Optional<Receipt> receipt(Instrument instrument, Newest bar) {
    List<String> runs = new ArrayList<>(bronze.runs());
    Collections.reverse(runs);
    return runs.stream()
        .flatMap(run -> bronze.receipts(run).stream())
        .filter(r -> r.sha256().equals(bar.vintage()))
        .filter(r -> r.request().symbol().equals(instrument.asset().symbol()))
        .findFirst();
  }
}
