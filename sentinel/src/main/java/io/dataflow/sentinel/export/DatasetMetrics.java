package io.dataflow.sentinel.export;

import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** The families that speak of datasets, a sample or more for each. */
final class DatasetMetrics {
  private final List<Monitored.Dataset> datasets;

  private DatasetMetrics(List<Monitored.Dataset> datasets) {
    this.datasets = datasets;
  }

  static List<Metric> of(List<Monitored.Dataset> datasets) {
    DatasetMetrics all = new DatasetMetrics(datasets);
    return List.of(
        all.gauge(
            "fresh",
            "1 when the verdict is FRESH, 0 for any other.",
            (metric, one) ->
                metric.with(name(one), flag(one.verdict().verdict() == Verdict.FRESH))),
        all.gauge(
            "deadline_timestamp_seconds",
            "The next deadline: from then on a bar that is still missing is overdue.",
            (metric, one) -> metric.with(name(one), one.deadline())),
        all.gauge(
            "last_session_timestamp_seconds",
            "Close of the newest session of which a bar is there.",
            (metric, one) -> metric.with(name(one), one.lastSession())),
        all.gauge(
            "coverage_ratio",
            "Share of the instruments with a due session that are FRESH.",
            (metric, one) -> share(metric, one, one.verdict().coverage())),
        all.gauge(
            "session_coverage_ratio",
            "Share of the due sessions of all instruments that are there; holes lower it.",
            (metric, one) -> share(metric, one, one.sessions())),
        all.gauge("instruments", "Instruments by verdict.", DatasetMetrics::verdicts),
        all.gauge(
            "simulated",
            "1 when the data is made up; absent when it is real, or not known.",
            (metric, one) -> one.simulated() ? metric.with(name(one), 1) : metric));
  }

  private Metric gauge(
      String name, String help, BiFunction<Metric, Monitored.Dataset, Metric> sample) {
    Metric metric = Metric.gauge("sentinel_dataset_" + name, help);
    for (Monitored.Dataset dataset : datasets) {
      metric = sample.apply(metric, dataset);
    }
    return metric;
  }

  private static Map<String, String> name(Monitored.Dataset dataset) {
    return Map.of("dataset", dataset.verdict().dataset());
  }

  private static long flag(boolean yes) {
    return yes ? 1 : 0;
  }

  /** A share of nothing is none. */
  private static Metric share(Metric metric, Monitored.Dataset dataset, Coverage coverage) {
    return coverage.due() == 0
        ? metric
        : metric.with(name(dataset), (double) coverage.arrived() / coverage.due());
  }

  private static Metric verdicts(Metric metric, Monitored.Dataset dataset) {
    Metric more = metric;
    for (Verdict verdict : Verdict.values()) {
      String word = verdict.name().toLowerCase(Locale.ROOT);
      more =
          more.with(
              Map.of("dataset", dataset.verdict().dataset(), "verdict", word),
              dataset.instruments().getOrDefault(verdict, 0L));
    }
    return more;
  }
}
