package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.StepSummary;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.watchdog.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Judgements without a run, as a job of a CI is told of them. */
final class CiJudged {
  private CiJudged() {}

  /** The lake's instruments, at the lines of the settings that name them. */
  static CiReport lake(
      List<FeedVerdict> verdicts,
      Instant now,
      Settings settings,
      CiPlaces places,
      UnaryOperator<String> redactor) {
    DatasetVerdict dataset = DatasetVerdict.of(SilverTables.BARS.fullName(), verdicts);
    StepSummary summary = new StepSummary(redactor);
    judged(summary, dataset, now, verdicts);
    return new CiReport(
        CiVerdicts.annotations(
            CiVerdicts.wrong(verdicts), symbol -> places.asset(settings, symbol)),
        summary,
        outputs(List.of(dataset)));
  }

  private static void judged(
      StepSummary summary, DatasetVerdict dataset, Instant now, List<FeedVerdict> verdicts) {
    summary
        .heading(dataset.dataset() + ": " + dataset.verdict() + ", " + dataset.reason())
        .paragraph("As of " + ReportText.moment(now) + ".");
    CiVerdicts.coverage(summary, verdicts);
    CiVerdicts.table(summary, verdicts);
  }

  /** Tables of a user's own. */
  static CiReport tables(List<TableReport> reports, UnaryOperator<String> redactor) {
    List<Annotation> annotations = new ArrayList<>();
    StepSummary summary = new StepSummary(redactor);
    for (TableReport report : reports) {
      report
          .failure()
          .ifPresent(f -> annotations.add(error(report.name() + " was not read", f.getMessage())));
      report
          .unrecorded()
          .ifPresent(why -> annotations.add(error(report.name() + " was not recorded", why)));
      annotations.addAll(
          CiVerdicts.annotations(
              CiVerdicts.wrong(report.verdicts()), instrument -> Optional.empty()));
      judged(summary, report.dataset(), report.asOf(), report.verdicts());
      report.failure().ifPresent(f -> summary.paragraph(f.getMessage()));
    }
    return new CiReport(
        annotations, summary, outputs(reports.stream().map(TableReport::dataset).toList()));
  }

  private static Annotation error(String title, String message) {
    return new Annotation(Annotation.Level.ERROR, Optional.empty(), title, message);
  }

  /** A line a dataset. */
  private static Map<String, String> outputs(List<DatasetVerdict> datasets) {
    Map<String, String> values = new TreeMap<>();
    values.put("verdict", lines(datasets.stream().map(d -> d.verdict().name()).toList()));
    values.put("coverage", lines(datasets.stream().map(d -> d.coverage().toString()).toList()));
    return values;
  }

  private static String lines(List<String> texts) {
    return String.join("\n", texts);
  }

  /** What a watchdog found. */
  static CiReport watchdog(WatchdogReport report, UnaryOperator<String> redactor) {
    List<Annotation> annotations = new ArrayList<>();
    report.complaints().forEach(text -> annotations.add(error("could not look", text)));
    for (Finding finding : report.findings()) {
      annotations.add(
          new Annotation(
              CiIncidents.level(finding.kind().severity()),
              Optional.empty(),
              finding.title(),
              "Expected: %s\nLikely: %s\nDo: %s"
                  .formatted(finding.expected(), finding.cause(), finding.command())));
    }
    List<String> lines = new ArrayList<>(report.complaints());
    lines.addAll(report.lines());
    StepSummary summary =
        new StepSummary(redactor)
            .heading(report.fine() ? "Runs come as they should" : "Runs do not come as they should")
            .list(lines);
    return new CiReport(annotations, summary, Map.of("problems", lines(lines)));
  }
}
