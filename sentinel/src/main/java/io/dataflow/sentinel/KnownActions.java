package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Outcome;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which corporate actions the lake knows. */
final class KnownActions {
  private final Engine engine;
  private final Lake lake;

  KnownActions(Engine engine, Lake lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /** One key an action: symbol, ex-date and type. */
  Set<String> keys() {
    lake.view(SilverTables.CORPORATE_ACTIONS, "all_actions");
    return new HashSet<>(
        engine.query(
            "SELECT symbol, ex_date, type FROM all_actions",
            r -> key(r.text(1), r.date(2), r.text(3))));
  }

  private static String key(String symbol, LocalDate exDate, String type) {
    return symbol + " " + exDate + " " + type;
  }

  /** Whether an answer for part of the history tells of an action that the lake does not know. */
  static boolean news(Landed landed, Set<String> known, LocalDate historyFrom) {
    boolean part =
        landed
            .request()
            .from()
            .isAfter(historyFrom.plusDays(2).atStartOfDay(java.time.ZoneOffset.UTC).toInstant());
    if (!part || !(landed.outcome() instanceof Outcome.Bars bars)) {
      return false;
    }
    String symbol = landed.request().symbol().value();
    return bars.actions().stream().anyMatch(a -> !known.contains(key(symbol, a)));
  }

  private static String key(String symbol, CorporateAction action) {
    return key(symbol, action.exDate(), action.type().name().toLowerCase(Locale.ROOT));
  }
}
