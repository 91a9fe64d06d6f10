package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that {@code sentinel export} writes, and which of their rows were known when. */
enum ExportTable {
  /** Daily bars under the names other programs use; the rows are those of {@code silver.bars}. */
  BARS(SilverTables.BARS, "session"),
  BAR_VERSIONS(SilverTables.BAR_VERSIONS, "session"),
  CORPORATE_ACTIONS(SilverTables.CORPORATE_ACTIONS, "ex_date"),
  QUARANTINE(SilverTables.QUARANTINE, "session"),
  DAILY_METRICS(GoldTables.DAILY_METRICS, "session"),
  LATEST_BARS(GoldTables.LATEST_BARS, "latest_session");

  private static final List<Column> DAILY_BARS =
      List.of(
          Column.required(1, "symbol", Type.TEXT),
          Column.required(2, "session", Type.DATE),
          Column.required(3, "open", Type.DOUBLE),
          Column.required(4, "high", Type.DOUBLE),
          Column.required(5, "low", Type.DOUBLE),
          Column.required(6, "close", Type.DOUBLE),
          Column.optional(7, "adj_close", Type.DOUBLE),
          Column.optional(8, "volume", Type.BIGINT),
          Column.optional(9, "currency", Type.TEXT),
          Column.required(10, "provisional", Type.BOOLEAN));

  private final TableSpec spec;
  private final String date;

  /**
   * @param date the column that {@code --from} and {@code --to} speak of
   */
  ExportTable(TableSpec spec, String date) {
    this.spec = spec;
    this.date = date;
  }

  TableSpec spec() {
    return spec;
  }

  String date() {
    return date;
  }

  /** Whether what was known at an earlier instant can be told. */
  boolean remembers() {
    return spec.layer().equals("silver");
  }

  List<Column> columns() {
    return this == BARS ? DAILY_BARS : spec.columns();
  }

  /** An order that leaves nothing open: rows that are equal in it are equal. */
  String order() {
    return Stream.concat(
            spec.sort().stream().filter(this::has), columns().stream().map(Column::name))
        .distinct()
        .map(name -> Sql.quote(name) + " NULLS FIRST")
        .collect(Collectors.joining(", "));
  }

  private boolean has(String name) {
    return columns().stream().anyMatch(c -> c.name().equals(name));
  }

  /**
   * The rows known at an instant, now when empty.
   *
   * @param current the name of the table in the engine
   * @param versions the name of {@code silver.bar_versions} in the engine
   */
  String rows(String current, String versions, Optional<Instant> asOf) {
    if (this == BARS) {
      return """
          SELECT symbol, session, open, high, low, close, adjclose AS adj_close, volume, currency,
            state <> 'final' AS provisional
          FROM (%s) AS known
          WHERE interval = '1d'
          """
          .formatted(bars(current, versions, asOf));
    }
    String all = "SELECT " + spec.columnList() + " FROM " + Sql.quote(current);
    return asOf.map(at -> all + " WHERE " + known() + " <= " + Sql.timestamp(at)).orElse(all);
  }

  private String known() {
    return this == BAR_VERSIONS ? "known_to" : "known_at";
  }

  private static String bars(String current, String versions, Optional<Instant> asOf) {
    String columns =
        "symbol, interval, session, open, high, low, close, adjclose, volume, currency, state";
    if (asOf.isEmpty()) {
      return "SELECT " + columns + " FROM " + Sql.quote(current);
    }
    return """
        SELECT %1$s FROM %2$s WHERE known_at <= %4$s
        UNION ALL
        SELECT %1$s FROM %3$s WHERE known_from <= %4$s AND known_to > %4$s
        """
        .formatted(
            columns, Sql.quote(current), Sql.quote(versions), Sql.timestamp(asOf.orElseThrow()));
  }
}
