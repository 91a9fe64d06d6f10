package io.dataflow.sentinel.gold;

import static io.dataflow.sentinel.engine.Column.optional;
import static io.dataflow.sentinel.engine.Column.required;

import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.lake.TableSpec;
import java.util.List;
import java.util.Optional;

/** The tables of the gold layer. Field ids are never reused. */
public final class GoldTables {
  /** One row a session: return, averages, volatility, drawdown. */
  public static final TableSpec DAILY_METRICS =
      new TableSpec(
          "gold",
          "daily_metrics",
          List.of(
              required(1, "symbol", Type.TEXT),
              required(2, "session", Type.DATE),
              required(3, "close", Type.DOUBLE),
              optional(4, "volume", Type.BIGINT),
              optional(5, "daily_return", Type.DOUBLE),
              required(6, "average_close_7", Type.DOUBLE),
              required(7, "average_close_30", Type.DOUBLE),
              optional(8, "volatility_30", Type.DOUBLE),
              required(9, "peak_close", Type.DOUBLE),
              required(10, "drawdown", Type.DOUBLE)),
          Optional.of("session"),
          List.of("symbol", "session"));

  /** The last settled bar of each symbol with its averages. */
  public static final TableSpec LATEST_BARS =
      new TableSpec(
          "gold",
          "latest_bars",
          List.of(
              required(1, "symbol", Type.TEXT),
              required(2, "latest_session", Type.DATE),
              required(3, "latest_close", Type.DOUBLE),
              required(4, "average_close_7", Type.DOUBLE),
              required(5, "average_close_30", Type.DOUBLE),
              optional(6, "latest_volume", Type.BIGINT)),
          Optional.empty(),
          List.of("symbol"));

  public static final List<TableSpec> ALL = List.of(DAILY_METRICS, LATEST_BARS);

  private GoldTables() {}
}
