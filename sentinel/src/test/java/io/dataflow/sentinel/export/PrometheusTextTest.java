package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.export.StrictMetrics.Series;
import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTextTest {
  private static final Instant ENDED = Instant.parse("2024-07-06T04:00:00.250Z");
  private static final Instant SUCCESS = Instant.parse("2024-07-05T04:00:00Z");
  private static final Map<String, String> BARS = Map.of("dataset", "silver.bars");

  private static Monitored.Job job() {
    return new Monitored.Job(
        "run",
        Optional.of(SUCCESS),
        Optional.of(ENDED),
        Map.of("fetch", Duration.ofMillis(1500), "gold", Duration.ZERO),
        Optional.of(new Monitored.Checked(70, 2, 1)),
        Optional.of(Map.of(new Monitored.Rule("silver.bars", "high_not_below_low"), 1L)));
  }

  private static Monitored.Dataset dataset(boolean simulated) {
    List<FeedVerdict> verdicts =
        List.of(Verdicts.of("AAPL", Verdict.FRESH), Verdicts.of("SPY", Verdict.FRESH));
    return new Monitored.Dataset(
        DatasetVerdict.of("silver.bars", verdicts),
        Map.of(Verdict.FRESH, 2L),
        new Coverage(6, 8),
        Optional.of(Verdicts.WEDNESDAYS_CLOSE),
        Optional.of(Verdicts.FRIDAYS_DEADLINE),
        simulated);
  }

  private static String text(Optional<Monitored.Job> job, Monitored.Dataset... datasets) {
    return PrometheusText.of(new Monitored("0.1.0", ENDED, job, List.of(datasets)));
  }

  /** A file with every family. */
  static String everything() {
    return text(Optional.of(job()), dataset(true));
  }

  @Test
  void saysTheLastRunAndEachDataset() {
    Map<Series, Double> series = StrictMetrics.read(text(Optional.of(job()), dataset(false)));
    Map<String, String> run = Map.of("job_name", "run");
    assertThat(series)
        .containsEntry(
            new Series("sentinel_job_last_success_timestamp_seconds", run),
            (double) SUCCESS.getEpochSecond())
        .containsEntry(
            new Series("sentinel_job_last_completion_timestamp_seconds", run), 1720238400.25)
        .containsEntry(
            new Series("sentinel_monitor_heartbeat_timestamp_seconds", Map.of()), 1720238400.25)
        .containsEntry(new Series("sentinel_build_info", Map.of("version", "0.1.0")), 1.0)
        .containsEntry(new Series("sentinel_stage_duration_seconds", Map.of("stage", "fetch")), 1.5)
        .containsEntry(new Series("sentinel_stage_duration_seconds", Map.of("stage", "gold")), 0.0)
        .containsEntry(new Series("sentinel_checks_total", Map.of("outcome", "pass")), 70.0)
        .containsEntry(new Series("sentinel_checks_total", Map.of("outcome", "warn")), 2.0)
        .containsEntry(new Series("sentinel_checks_total", Map.of("outcome", "fail")), 1.0)
        .containsEntry(
            new Series(
                "sentinel_rows_quarantined_total",
                Map.of("dataset", "silver.bars", "rule", "high_not_below_low")),
            1.0)
        .containsEntry(new Series("sentinel_dataset_fresh", BARS), 1.0)
        .containsEntry(
            new Series("sentinel_dataset_deadline_timestamp_seconds", BARS),
            (double) Verdicts.FRIDAYS_DEADLINE.getEpochSecond())
        .containsEntry(
            new Series("sentinel_dataset_last_session_timestamp_seconds", BARS),
            (double) Verdicts.WEDNESDAYS_CLOSE.getEpochSecond())
        .containsEntry(new Series("sentinel_dataset_coverage_ratio", BARS), 1.0)
        .containsEntry(new Series("sentinel_dataset_session_coverage_ratio", BARS), 0.75)
        .containsEntry(
            new Series(
                "sentinel_dataset_instruments",
                Map.of("dataset", "silver.bars", "verdict", "unknown")),
            0.0);
  }

  @Test
  void countsOfTheLastRunClaimToBeNoCounters() {
    Map<String, String> types = StrictMetrics.types(text(Optional.of(job()), dataset(false)));
    types.forEach(
        (name, type) ->
            assertThat(type).as(name).isEqualTo(name.endsWith("_total") ? "untyped" : "gauge"));
    assertThat(types).hasSize(13).containsEntry("sentinel_checks_total", "untyped");
  }

  @Test
  void namesOfUnitsAreThoseOfTheFieldAndNoSessionIsALabel() {
    Set<Series> series = StrictMetrics.read(text(Optional.of(job()), dataset(true))).keySet();
    assertThat(
            series.stream().flatMap(s -> s.labels().keySet().stream()).collect(Collectors.toSet()))
        .isSubsetOf("dataset", "job_name", "outcome", "rule", "stage", "verdict", "version");
    assertThat(series.stream().map(Series::name).filter(n -> n.contains("timestamp")))
        .isNotEmpty()
        .allMatch(n -> n.endsWith("_timestamp_seconds"));
    assertThat(series.stream().map(Series::name).filter(n -> n.contains("duration")))
        .isNotEmpty()
        .allMatch(n -> n.endsWith("_seconds"));
  }

  @Test
  void whatIsNotKnownIsNotSaid() {
    Monitored.Job broken =
        new Monitored.Job(
            "run",
            Optional.empty(),
            Optional.of(ENDED),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    Monitored.Dataset unknown =
        new Monitored.Dataset(
            DatasetVerdict.of("silver.bars", List.of(Verdicts.of("AAPL", Verdict.UNKNOWN))),
            Map.of(Verdict.UNKNOWN, 1L),
            Coverage.NONE,
            Optional.empty(),
            Optional.empty(),
            false);
    Map<Series, Double> series = StrictMetrics.read(text(Optional.of(broken), unknown));
    assertThat(series.keySet().stream().map(Series::name).distinct())
        .containsExactlyInAnyOrder(
            "sentinel_build_info",
            "sentinel_monitor_heartbeat_timestamp_seconds",
            "sentinel_job_last_completion_timestamp_seconds",
            "sentinel_dataset_fresh",
            "sentinel_dataset_coverage_ratio",
            "sentinel_dataset_instruments");
    assertThat(series).containsEntry(new Series("sentinel_dataset_fresh", BARS), 0.0);
  }

  @Test
  void aProgramThatNeverRanIsStillAlive() {
    assertThat(StrictMetrics.read(text(Optional.empty()))).hasSize(2);
  }

  @Test
  void simulatedDataIsMarked() {
    Series mark = new Series("sentinel_dataset_simulated", BARS);
    assertThat(StrictMetrics.read(text(Optional.empty(), dataset(true)))).containsEntry(mark, 1.0);
    assertThat(StrictMetrics.read(text(Optional.empty(), dataset(false)))).doesNotContainKey(mark);
  }

  @Test
  void labelsComeBackAsTheyWent() {
    String rule = "a \"quoted\\\" rule,}\nof two lines";
    Monitored.Job job =
        new Monitored.Job(
            "run",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.of(Map.of(new Monitored.Rule("silver.bars", rule), 3L)));
    assertThat(StrictMetrics.read(text(Optional.of(job))))
        .containsEntry(
            new Series(
                "sentinel_rows_quarantined_total", Map.of("dataset", "silver.bars", "rule", rule)),
            3.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1\n",
        "# HELP a x\na 1\n",
        "# TYPE a gauge\n# HELP a x\na 1\n",
        "# HELP a x\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"1\"} 1\na{b=\"1\"} 2\n",
        "# HELP a x\n# TYPE a gauge\na 1",
        "# HELP a x\n# TYPE a gauge\na one\n",
        "# HELP a x\n# TYPE a gauge\na 1 1720238400\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"\\t\"} 1\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"1\";c=\"2\"} 1\n",
        "# HELP a_total x\n# TYPE a_total gauge\na_total 1\n",
        "# HELP a x\n# TYPE a gauge\n# HELP b x\n# TYPE b gauge\nb 1\na 1\n",
        "# HELP a x\n# TYPE a gauge\n"
      })
  void theReaderOfTheseTestsIsStrict(String text) {
    assertThatThrownBy(() -> StrictMetrics.read(text)).isInstanceOf(AssertionError.class);
  }
}
