package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.StepSummary;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.silver.Promoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run as a job of a CI is told of it. */
final class CiRun {
  private static final int SYMBOLS = 20;

  private final RunReport report;
  private final Sentinel sentinel;
  private final CiPlaces places;
  private final CiRules rules;

  CiRun(RunReport report, Sentinel sentinel, CiPlaces places) {
    this.report = report;
    this.sentinel = sentinel;
    this.places = places;
    this.rules = new CiRules(report.promoted(), sentinel, places);
  }

  /** All of it. */
  CiReport told(UnaryOperator<String> redactor) {
    CiIncidents incidents = CiIncidents.of(sentinel);
    List<Annotation> annotations = new ArrayList<>(general());
    annotations.addAll(instruments());
    annotations.addAll(rules.refused());
    annotations.addAll(rules.warned());
    return new CiReport(
        annotations, summary(new StepSummary(redactor), incidents), outputs(incidents));
  }

  /** What is wrong with the run and not with one instrument. */
  private List<Annotation> general() {
    Set<String> symbols =
        report.lines().stream()
            .map(line -> line.verdict().feed().instrument())
            .collect(Collectors.toSet());
    Annotation.Level level =
        report.exitCode() == ExitCode.WARNINGS ? Annotation.Level.WARNING : Annotation.Level.ERROR;
    return report.problems().stream()
        .filter(problem -> !symbols.contains(subject(problem)))
        .filter(p -> !p.endsWith(Findings.REFUSED) && !p.endsWith(Findings.WARNED))
        .map(p -> new Annotation(level, Optional.empty(), ExitCode.words(report.exitCode()), p))
        .toList();
  }

  /** The symbol a problem is about, when it is about one. */
  private static String subject(String problem) {
    int end = problem.indexOf(": ");
    return end < 0 ? "" : problem.substring(0, end);
  }

  /** What is wrong with instruments, at the lines of the settings that name them. */
  private List<Annotation> instruments() {
    Map<String, List<String>> told =
        report.problems().stream()
            .collect(
                Collectors.groupingBy(CiRun::subject, LinkedHashMap::new, Collectors.toList()));
    Set<String> denied =
        report.landed().stream()
            .filter(one -> one.failure().isPresent())
            .map(one -> one.request().symbol().value())
            .collect(Collectors.toSet());
    List<CiVerdicts.Wrong> wrong = new ArrayList<>();
    for (RunReport.Line line : report.lines()) {
      FeedVerdict verdict = line.verdict();
      String symbol = verdict.feed().instrument();
      if (told.containsKey(symbol)) {
        boolean bad = denied.contains(symbol) || report.held().containsKey(symbol);
        wrong.add(
            new CiVerdicts.Wrong(
                verdict,
                bad ? Annotation.Level.ERROR : CiVerdicts.level(verdict),
                told.get(symbol).stream().map(p -> p.substring(symbol.length() + 2)).toList()));
      }
    }
    return CiVerdicts.annotations(wrong, symbol -> places.asset(sentinel.settings(), symbol));
  }

  private StepSummary summary(StepSummary summary, CiIncidents incidents) {
    String simulated = report.data() == FreshnessFile.Data.SIMULATED ? "SIMULATED DATA. " : "";
    List<FeedVerdict> verdicts = verdicts();
    summary
        .heading(simulated + report.dataset().verdict() + ": " + report.dataset().reason())
        .paragraph(
            "Exit code %d, %s. Run %s as of %s, source %s."
                .formatted(
                    report.exitCode(),
                    ExitCode.words(report.exitCode()),
                    report.runId(),
                    ReportText.moment(report.asOf()),
                    report.source()));
    if (!report.problems().isEmpty()) {
      summary.heading("Problems").list(report.problems());
      summary.heading("What to do next").commands(next());
    }
    incidents.into(summary);
    summary.heading("Coverage");
    CiVerdicts.coverage(summary, verdicts);
    if (!report.promoted().refused().isEmpty()) {
      summary
          .heading("Quarantined bars")
          .table(List.of("Instrument", "Session", "Broken rules", ""), quarantined());
    }
    summary.heading("Verdicts");
    CiVerdicts.table(summary, verdicts);
    return summary;
  }

  private List<FeedVerdict> verdicts() {
    return report.lines().stream().map(RunReport.Line::verdict).toList();
  }

  private List<List<String>> quarantined() {
    return report.promoted().refused().stream()
        .map(
            r ->
                List.of(
                    r.symbol(),
                    r.session().isEmpty() ? "(no date)" : r.session(),
                    String.join(", ", r.rules()),
                    r.isNew() ? "new" : "known"))
        .toList();
  }

  /** The commands that tell more, with the options of this one where they need them. */
  private List<String> next() {
    Stream<String> refused =
        report.promoted().refused().stream()
            .map(Promoted.Refusal::symbol)
            .distinct()
            .limit(3)
            .map(symbol -> "sentinel quarantine show " + symbol);
    Stream<String> held =
        report.held().keySet().stream()
            .limit(3)
            .map(symbol -> "sentinel accept " + symbol + " --why \"...\"");
    Stream<String> missing =
        report.dataset().missing().stream()
            .limit(3)
            .map(verdict -> "sentinel explain " + verdict.feed().instrument());
    Stream<String> broken =
        report.evaluated() ? Stream.of() : Stream.of("sentinel doctor", "sentinel run");
    return Stream.of(refused, held, missing, broken, Stream.of("sentinel incidents ls"))
        .flatMap(each -> each)
        .map(sentinel.surroundings().remedy()::exact)
        .toList();
  }

  private Map<String, String> outputs(CiIncidents incidents) {
    Map<String, String> values = new TreeMap<>();
    values.put("run-id", report.runId());
    values.put("as-of", report.asOf().toString());
    values.put("verdict", report.dataset().verdict().name());
    values.put("coverage", report.dataset().coverage().toString());
    values.put("refused-bars", Long.toString(report.promoted().count("refused")));
    values.put("open-incidents", incidents.count());
    values.put("problems", String.join("\n", report.problems()));
    values.put("missing", missing());
    return values;
  }

  private String missing() {
    List<FeedVerdict> missing = report.dataset().missing();
    String names =
        missing.stream()
            .limit(SYMBOLS)
            .map(verdict -> verdict.feed().instrument())
            .collect(Collectors.joining(","));
    return missing.size() > SYMBOLS ? names + ",..." : names;
  }
}
