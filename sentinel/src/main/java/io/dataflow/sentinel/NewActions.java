package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Outcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds answers for part of a history that tell of a corporate action the lake does not know.
 *
 * <p>Such an action restates the bars before the part too. So the whole history is asked for, and
 * the part is not promoted without it: silver would know the action then, and nobody would ask.
 */
final class NewActions {
  private static final List<Column> PARTS =
      List.of(Column.optional(1, "symbol", Type.TEXT), Column.optional(2, "first", Type.DATE));

  private final Engine engine;
  private final Lake lake;
  private final LocalDate historyFrom;

  /**
   * @param historyFrom where whole histories begin
   */
  NewActions(Engine engine, Lake lake, LocalDate historyFrom) {
    this.engine = engine;
    this.lake = lake;
    this.historyFrom = historyFrom;
  }

  /**
   * The symbols of which an answer tells only a part of what has changed.
   *
   * @param batch the batch these answers make or made; the lake is read as it was before
   */
  Set<String> toldInPart(List<Landed> landed, String batch) {
    List<Landed> parts = landed.stream().filter(this::part).toList();
    if (parts.isEmpty()) {
      return Set.of();
    }
    Set<String> known = known(batch);
    List<Object[]> news = new ArrayList<>();
    for (Landed part : parts) {
      String symbol = part.request().symbol().value();
      if (actions(part).stream().anyMatch(a -> !known.contains(key(symbol, a)))) {
        news.add(new Object[] {symbol, first(part)});
      }
    }
    return news.isEmpty() ? Set.of() : withEarlierBars(news, batch);
  }

  private boolean part(Landed landed) {
    return !actions(landed).isEmpty() && first(landed).isAfter(historyFrom.plusDays(2));
  }

  private static LocalDate first(Landed landed) {
    return landed.request().from().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static List<CorporateAction> actions(Landed landed) {
    return landed.outcome() instanceof Outcome.Bars bars ? bars.actions() : List.of();
  }

  private Set<String> known(String batch) {
    lake.viewBefore(SilverTables.CORPORATE_ACTIONS, "all_actions", batch);
    return new HashSet<>(
        engine.query(
            "SELECT symbol, ex_date, type FROM all_actions",
            r -> key(r.text(1), r.date(2), r.text(3))));
  }

  private Set<String> withEarlierBars(List<Object[]> parts, String batch) {
    engine.load("parts", PARTS, parts);
    lake.viewBefore(SilverTables.BARS, "all_bars", batch);
    return new TreeSet<>(
        engine.query(
            "SELECT DISTINCT p.symbol FROM parts AS p JOIN all_bars AS b"
                + " ON b.symbol = p.symbol AND b.session < p.first",
            r -> r.text(1)));
  }

  private static String key(String symbol, CorporateAction action) {
    return key(symbol, action.exDate(), action.type().name().toLowerCase(Locale.ROOT));
  }

  private static String key(String symbol, LocalDate exDate, String type) {
    return symbol + " " + exDate + " " + type;
  }
}
