package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.export.ExportedFiles;
import io.dataflow.sentinel.export.StrictMetrics.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves for other tools, and what {@code sentinel export} says without one. */
@Tag("it")
class ExportCommandTest {
  private static final Map<String, String> BARS = Map.of("dataset", "silver.bars");
  private static final Series LAST_SUCCESS =
      new Series("sentinel_job_last_success_timestamp_seconds", Map.of("job_name", "run"));
  private static final Series LAST_COMPLETION =
      new Series("sentinel_job_last_completion_timestamp_seconds", Map.of("job_name", "run"));
  private static final Series FRESH = new Series("sentinel_dataset_fresh", BARS);

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @AfterEach
  void close() {
    cli.close();
  }

  private Map<Series, Double> metrics() {
    return ExportedFiles.metrics(cli.read("data/gold/sentinel.prom"));
  }

  private JsonNode sources() {
    return ExportedFiles.sources(cli.read("data/gold/sources.json"));
  }

  private static JsonNode source(JsonNode sources, String table) {
    for (JsonNode result : sources.get("results")) {
      if (result.get("unique_id").asText().endsWith("." + table)) {
        return result;
      }
    }
    throw new AssertionError("no source " + table + " in " + sources);
  }

  @Test
  void aRunLeavesBothFilesBesideFreshnessJson() {
    Instant before = Instant.now().minusMillis(1);
    cli.assets("AAPL", "GC=F").market("").run();
    Map<Series, Double> metrics = metrics();
    assertThat(metrics)
        .containsEntry(FRESH, 1.0)
        .containsEntry(new Series("sentinel_dataset_coverage_ratio", BARS), 1.0)
        .containsEntry(new Series("sentinel_dataset_session_coverage_ratio", BARS), 1.0)
        .containsEntry(new Series("sentinel_dataset_simulated", BARS), 1.0)
        .containsEntry(new Series("sentinel_checks_total", Map.of("outcome", "fail")), 0.0)
        // Friday's close of the future, New York's is an hour earlier
        .containsEntry(
            new Series("sentinel_dataset_last_session_timestamp_seconds", BARS),
            (double) Instant.parse("2026-03-06T22:00:00Z").getEpochSecond())
        // Monday's bar of the share: close 20:00Z, lag 6 h 30 min, grace 1 h
        .containsEntry(
            new Series("sentinel_dataset_deadline_timestamp_seconds", BARS),
            (double) Instant.parse("2026-03-10T03:30:00Z").getEpochSecond());
    assertThat(metrics.get(LAST_SUCCESS))
        .isEqualTo(metrics.get(LAST_COMPLETION))
        .isBetween(before.toEpochMilli() / 1e3, Instant.now().toEpochMilli() / 1e3);
    assertThat(metrics.keySet())
        .extracting(series -> series.labels().get("stage"))
        .contains("fetch", "promote", "gold", "judge", "report");
    JsonNode share = source(sources(), "AAPL");
    assertThat(share.get("status").asText()).isEqualTo("pass");
    assertThat(share.get("max_loaded_at").asText()).isEqualTo("2026-03-06T21:00:00Z");
    // from Friday 21:00Z to Tuesday 03:30Z are 78 hours and a half
    assertThat(share.at("/criteria/error_after/count").asLong()).isEqualTo(78 * 60 + 30);
    assertThat(source(sources(), "GC_3dF").get("status").asText()).isEqualTo("pass");
  }

  @Test
  void lateIsAnErrorToDbtAndNotFreshToPrometheusThoughTheJobSucceeded() {
    cli.assets("AAPL", "SPY")
        .market("- {symbol: AAPL, fault: stopped-feed, after: 2026-03-05}\n")
        .run();
    JsonNode late = source(sources(), "AAPL");
    assertThat(late.get("status").asText()).isEqualTo("error");
    assertThat(late.get("max_loaded_at").asText()).isEqualTo("2026-03-05T21:00:00Z");
    assertThat(late.at("/criteria/error_after/count").asLong()).isEqualTo(31 * 60 + 30);
    assertThat(late.at("/adapter_response/awaited_session").asText()).isEqualTo("2026-03-06");
    assertThat(metrics())
        .containsEntry(FRESH, 0.0)
        .containsEntry(new Series("sentinel_dataset_coverage_ratio", BARS), 0.5)
        .containsKey(LAST_SUCCESS);
  }

  @Test
  void refusedRowsAreCountedByTheRuleTheyBroke() {
    cli.market("- {symbol: AAPL, fault: high-below-low, date: 2026-02-12}\n").run();
    assertThat(metrics())
        .containsEntry(
            new Series(
                "sentinel_rows_quarantined_total",
                Map.of("dataset", "silver.bars", "rule", "high_not_below_low")),
            1.0)
        .containsEntry(new Series("sentinel_checks_total", Map.of("outcome", "fail")), 1.0);
    double passed = metrics().get(new Series("sentinel_checks_total", Map.of("outcome", "pass")));
    // 24 sessions from 2 February to 6 March, without Presidents' Day; one of them refused
    assertThat(passed).isEqualTo(24 - 1);
  }

  @Test
  void aRunWithoutAnAnswerKeepsTheLastSuccess() {
    cli.market("").run();
    double success = metrics().get(LAST_SUCCESS);
    cli.close();
    cli.source("http://127.0.0.1:9");
    assertThat(cli.run().code()).isEqualTo(3);
    assertThat(metrics()).containsEntry(LAST_SUCCESS, success);
    assertThat(metrics().get(LAST_COMPLETION)).isGreaterThan(success);
  }

  @Test
  void aRunThatBrokeInAStageSaysWhatItCan() throws Exception {
    cli.market("").run();
    double success = metrics().get(LAST_SUCCESS);
    Files.writeString(folder.resolve("data/catalog.db"), "this is no database");
    Cli.Ended broken = cli.run();
    assertThat(broken.code()).as(broken.said()).isIn(3, 5);
    assertThat(metrics())
        .containsEntry(LAST_SUCCESS, success)
        .containsEntry(FRESH, 0.0)
        .doesNotContainKey(new Series("sentinel_dataset_simulated", BARS));
    assertThat(metrics().get(LAST_COMPLETION)).isGreaterThan(success);
    JsonNode source = source(sources(), "AAPL");
    assertThat(source.get("status").asText()).isEqualTo("runtime error");
    assertThat(source.get("error").asText()).contains("catalog.db");
  }

  @Test
  void aRunWhoseLedgerBrokeStillLeavesBothFiles() throws Exception {
    cli.market("").run();
    Files.writeString(folder.resolve("data/ledger.db"), "this is no database either");
    Cli.Ended broken = cli.run();
    assertThat(broken.code()).as(broken.said()).isEqualTo(3);
    assertThat(metrics())
        .containsEntry(FRESH, 0.0)
        .containsKey(LAST_COMPLETION)
        .doesNotContainKey(LAST_SUCCESS);
    assertThat(source(sources(), "AAPL").get("error").asText()).contains("ledger.db");
  }

  @Test
  void aFileThatCannotBeWrittenEndsWithFive() throws Exception {
    cli.market("").run();
    Path file = folder.resolve("data/gold/sentinel.prom");
    Files.delete(file);
    Files.createDirectories(file.resolve("in-the-way"));
    Cli.Ended ended = cli.run();
    assertThat(ended.code()).as(ended.said()).isEqualTo(5);
    assertThat(ended.said()).contains("sentinel.prom could not be written");
  }

  @Test
  void exportSaysWithoutARunWhatTheRunWrote() {
    cli.assets("AAPL", "SPY")
        .market("- {symbol: AAPL, fault: stopped-feed, after: 2026-03-05}\n")
        .run();
    Cli.Ended dbt = cli.on("export dbt");
    assertThat(dbt.code()).as(dbt.said()).isZero();
    assertThat(dbt.out()).isEqualTo(cli.read("data/gold/sources.json"));
    Cli.Ended prometheus = cli.on("export prometheus");
    assertThat(prometheus.code()).as(prometheus.said()).isZero();
    Map<Series, Double> said = ExportedFiles.metrics(prometheus.out());
    metrics()
        .forEach(
            (series, value) -> {
              if (!series.name().contains("_timestamp_") || series.name().contains("_dataset_")) {
                assertThat(said).containsEntry(series, value);
              }
            });
    assertThat(said.get(LAST_SUCCESS)).isGreaterThanOrEqualTo(metrics().get(LAST_SUCCESS));
  }

  @Test
  void exportJudgesTheAskedInstant() {
    cli.market("").run();
    // Monday's bar is usually there by 02:30Z and overdue from 03:30Z on
    assertThat(statusAt("2026-03-10T02:29:59Z")).isEqualTo("pass");
    assertThat(statusAt("2026-03-10T02:30:00Z")).isEqualTo("warn");
    assertThat(statusAt("2026-03-10T03:30:00Z")).isEqualTo("error");
  }

  private String statusAt(String instant) {
    cli.moveTo(Instant.parse(instant));
    return source(ExportedFiles.sources(cli.on("export dbt").out()), "AAPL").get("status").asText();
  }

  @Test
  void exportWritesAFileAndTakesNames() {
    cli.market("").run();
    Path file = folder.resolve("target/sources.json");
    Cli.Ended ended =
        cli.on("export dbt", "--project", "shop", "--source", "market", "--out", file.toString());
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).isEmpty();
    assertThat(
            ExportedFiles.sources(cli.read("target/sources.json"))
                .at("/results/0/unique_id")
                .asText())
        .isEqualTo("source.shop.market.AAPL");
    Cli.Ended wrong = cli.on("export dbt", "--project", "a.b");
    assertThat(wrong.code()).isEqualTo(4);
    assertThat(wrong.err()).contains("letters, digits, _ and -, not \"a.b\"");
  }

  @Test
  void beforeAnythingEverRanThereIsNothingToExport() {
    Cli.Ended ended = cli.on("export prometheus");
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("nothing has run in", "Next: sentinel run");
    assertThat(folder.resolve("data")).doesNotExist();
    Cli.Ended before = Cli.bare("export", "--symbol", "AAPL", "dbt");
    assertThat(before.code()).isEqualTo(4);
    assertThat(before.err()).contains("write the options behind dbt, not before it");
  }
}
