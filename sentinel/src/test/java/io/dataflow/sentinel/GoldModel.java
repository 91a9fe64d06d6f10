package io.dataflow.sentinel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gold as its columns are described, by plain loops over the settled bars of silver's model. */
final class GoldModel {
  private GoldModel() {}

  /** The rows of gold's tables as text, sorted, by table. */
  static Map<String, List<String>> rows(Map<String, TreeMap<LocalDate, SilverModel.Bar>> bars) {
    List<String> metrics = new ArrayList<>();
    List<String> latest = new ArrayList<>();
    bars.forEach(
        (symbol, all) -> {
          List<SilverModel.Bar> settled =
              all.values().stream().filter(SilverModel.Bar::settled).toList();
          for (int i = 0; i < settled.size(); i++) {
            metrics.add(metric(symbol, settled, i));
          }
          if (!settled.isEmpty()) {
            int last = settled.size() - 1;
            SilverModel.Bar bar = settled.get(last);
            latest.add(
                ModelRows.line(
                    symbol,
                    bar.session(),
                    bar.row().close(),
                    mean(settled, last, 7),
                    mean(settled, last, 30),
                    bar.row().volume()));
          }
        });
    return Map.of("gold.daily_metrics", metrics, "gold.latest_bars", latest);
  }

  private static String metric(String symbol, List<SilverModel.Bar> bars, int i) {
    double close = close(bars, i);
    double peak = close;
    for (int k = 0; k < i; k++) {
      peak = Math.max(peak, close(bars, k));
    }
    return ModelRows.line(
        symbol,
        bars.get(i).session(),
        close,
        bars.get(i).row().volume(),
        i == 0 ? null : close / close(bars, i - 1) - 1,
        mean(bars, i, 7),
        mean(bars, i, 30),
        volatility(bars, i),
        peak,
        close / peak - 1);
  }

  private static double close(List<SilverModel.Bar> bars, int i) {
    return bars.get(i).row().close();
  }

  private static double mean(List<SilverModel.Bar> bars, int i, int window) {
    return bars.subList(Math.max(0, i - window + 1), i + 1).stream()
        .mapToDouble(b -> b.row().close())
        .average()
        .orElseThrow();
  }

  private static Double volatility(List<SilverModel.Bar> bars, int i) {
    if (i < 30) {
      return null;
    }
    double[] returns = new double[30];
    double sum = 0;
    for (int k = 0; k < 30; k++) {
      returns[k] = Math.log(close(bars, i - k) / close(bars, i - k - 1));
      sum += returns[k];
    }
    double squares = 0;
    for (double one : returns) {
      squares += (one - sum / 30) * (one - sum / 30);
    }
    return Math.sqrt(squares / 29);
  }
}
