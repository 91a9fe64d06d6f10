package io.dataflow.sentinel.gold;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import java.math.BigDecimal;
import java.util.List;

/** Writes {@code aggregates.csv}, with exactly the columns its readers know. */
public final class AggregatesFile {
  private static final String HEADER =
      "symbol,latest_date,latest_close,avg_7d_close,avg_30d_close,latest_volume\n";

  private AggregatesFile() {}

  /** The whole file as text; a symbol without a settled bar has no line. */
  public static String text(Engine engine, Lake lake) {
    lake.view(GoldTables.LATEST_BARS);
    List<String> lines =
        engine.query(
            "SELECT symbol, latest_session, latest_close, average_close_7, average_close_30,"
                + " latest_volume FROM \"gold.latest_bars\" ORDER BY symbol",
            row ->
                String.join(
                    ",",
                    row.text(1),
                    row.date(2).toString(),
                    plain(row.number(3)),
                    plain(row.number(4)),
                    plain(row.number(5)),
                    row.isNull(6) ? "" : Long.toString(row.bigint(6))));
    return HEADER + String.join("", lines.stream().map(line -> line + "\n").toList());
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
