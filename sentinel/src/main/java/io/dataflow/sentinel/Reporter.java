package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Paths;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.export.Monitored;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.freshness.Summary;
import io.dataflow.sentinel.freshness.SummaryFile;
import io.dataflow.sentinel.gold.AggregatesFile;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.source.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes what other programs read: {@code aggregates.csv, freshness.json, summary.json,
 * sources.json, sentinel.prom}.
 */
final class Reporter {
  private final Paths paths;
  private final Optional<Supplier<Instant>> now;

  /** A file that is as it was is left alone. */
  Reporter(Paths paths) {
    this.paths = paths;
    this.now = Optional.empty();
  }

  /**
   * @param now the running time: a file that is as it was counts as written then
   */
  Reporter(Paths paths, Supplier<Instant> now) {
    this.paths = paths;
    this.now = Optional.of(now);
  }

  private void write(String name, String text) {
    Path file = paths.gold().resolve(name);
    now.ifPresentOrElse(
        time -> AtomicFile.write(file, text, time.get()), () -> AtomicFile.write(file, text));
  }

  void aggregates(Engine engine, Lake lake) {
    write("aggregates.csv", AggregatesFile.text(engine, lake));
  }

  /** Writes the verdicts of all instruments, whichever of them the run was about. */
  void freshness(List<RunReport.Line> lines, Instant asOf, FreshnessFile.Data data) {
    List<FreshnessFile.Entry> entries =
        lines.stream().map(l -> new FreshnessFile.Entry(l.verdict(), l.calendarRule())).toList();
    write("freshness.json", FreshnessFile.text(entries, asOf, data));
  }

  void summary(RunReport report) {
    write("summary.json", summaryText(report));
  }

  /** Writes the verdicts of all instruments once more, in the formats of other tools. */
  void exports(Exports exports, Monitored.Job job, Instant ended) {
    write("sources.json", exports.dbt(Exports.usualNames()));
    write("sentinel.prom", exports.prometheus(Optional.of(job), ended));
  }

  /** The text of {@code summary.json}. */
  static String summaryText(RunReport report) {
    int asked = report.landed().size();
    int failed =
        (int)
            report.landed().stream()
                .filter(l -> l.outcome() instanceof Outcome.Unavailable)
                .count();
    return SummaryFile.text(
        new Summary(
            report.runId(),
            report.asOf(),
            report.asOf(),
            report.data(),
            report.exitCode(),
            new Summary.Requests(asked, asked - failed, failed),
            bars(report),
            report.lines().stream().map(RunReport.Line::verdict).toList(),
            List.of(report.dataset()),
            report.problems()));
  }

  private static Summary.Bars bars(RunReport report) {
    Promoted promoted = report.promoted();
    long held = 0;
    long read = 0;
    for (Landed landed : report.landed()) {
      if (landed.outcome() instanceof Outcome.Bars bars) {
        read += bars.bars().size();
        held +=
            report.held().containsKey(landed.request().symbol().value()) ? bars.bars().size() : 0;
      }
    }
    return new Summary.Bars(
        read,
        promoted.count("new") + promoted.count("settled"),
        promoted.count("same") + promoted.count("ignored") + promoted.count("older"),
        promoted.count("refused"),
        held,
        promoted.count("volume")
            + promoted.count("split")
            + promoted.count("updated")
            + promoted.count("adjusted"),
        promoted.count("unexplained"));
  }
}
