package io.dataflow.sentinel.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is monitored in Prometheus' text format (version 0.0.4), for a textfile collector.
 *
 * <p>No symbol and no session is a label: the number of series stays the same from run to run.
 */
public final class PrometheusText {
  private PrometheusText() {}

  /** The whole file; families without a sample are left out. */
  public static String of(Monitored monitored) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        Metric.gauge("sentinel_build_info", "The program that wrote this.")
            .with(Map.of("version", monitored.version()), 1));
    metrics.add(
        Metric.gauge(
                "sentinel_monitor_heartbeat_timestamp_seconds", "When the verdicts were last said.")
            .with(Map.of(), monitored.heartbeat()));
    monitored.job().ifPresent(job -> metrics.addAll(job(job)));
    metrics.addAll(DatasetMetrics.of(monitored.datasets()));
    return metrics.stream()
        .filter(metric -> !metric.samples().isEmpty())
        .map(PrometheusText::family)
        .collect(Collectors.joining());
  }

  private static List<Metric> job(Monitored.Job job) {
    Map<String, String> name = Map.of("job_name", job.name());
    Metric success =
        Metric.gauge(
                "sentinel_job_last_success_timestamp_seconds",
                "When the job last came to verdicts, whichever they were.")
            .with(name, job.lastSuccess());
    Metric completion =
        Metric.gauge(
                "sentinel_job_last_completion_timestamp_seconds",
                "When the job last ended, well or not.")
            .with(name, job.lastCompletion());
    Metric stages =
        Metric.gauge(
            "sentinel_stage_duration_seconds", "How long each stage of the last run took.");
    for (var stage : job.stages().entrySet()) {
      stages = stages.with(Map.of("stage", stage.getKey()), stage.getValue());
    }
    return List.of(success, completion, stages, checks(job), quarantined(job));
  }

  private static Metric checks(Monitored.Job job) {
    Metric checks =
        Metric.count(
            "sentinel_checks_total",
            "Bars held against their contract in the last run, by how they met it.");
    return job.checked()
        .map(
            checked ->
                checks
                    .with(Map.of("outcome", "pass"), checked.passed())
                    .with(Map.of("outcome", "warn"), checked.warned())
                    .with(Map.of("outcome", "fail"), checked.failed()))
        .orElse(checks);
  }

  private static Metric quarantined(Monitored.Job job) {
    Metric rows =
        Metric.count(
            "sentinel_rows_quarantined_total",
            "Rows the last run refused, by the rule they broke; one may break several.");
    for (var rule : job.quarantined().orElse(Map.of()).entrySet()) {
      rows =
          rows.with(
              Map.of("dataset", rule.getKey().dataset(), "rule", rule.getKey().name()),
              rule.getValue());
    }
    return rows;
  }

  private static String family(Metric metric) {
    StringBuilder text = new StringBuilder();
    text.append("# HELP ").append(metric.name()).append(' ');
    text.append(metric.help().replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    text.append("# TYPE ").append(metric.name()).append(' ');
    text.append(metric.type().word()).append('\n');
    for (Metric.Sample sample : metric.samples()) {
      text.append(metric.name()).append(labels(sample.labels())).append(' ');
      text.append(sample.value().toPlainString()).append('\n');
    }
    return text.toString();
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
