package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Landing;
import io.dataflow.sentinel.export.Monitored;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run: what the source has goes through bronze and silver to gold, and every instrument gets a
 * verdict. Read {@link #run} first: it is the whole flow.
 */
final class Pipeline {
  private final Sentinel sentinel;
  private final RunLog log;
  private final String run;
  private final String command;
  private final Instruments instruments;
  private final Watcher watcher;
  private final Planner planner;
  private final Fetcher fetcher;
  private final NewActions newActions;
  private final Promoter promoter;
  private final GoldLayer gold;
  private final Reporter reporter;

  Pipeline(Sentinel sentinel, String run, String command, RunLog log) {
    this.sentinel = sentinel;
    this.run = run;
    this.command = command;
    this.log = log;
    this.instruments = sentinel.instruments();
    this.watcher = sentinel.watcher();
    this.planner = new Planner(sentinel.settings());
    this.fetcher =
        new Fetcher(sentinel.source(), sentinel.settings().pipeline().limits().concurrency());
    this.newActions = sentinel.newActions();
    this.promoter = sentinel.promoter(instruments);
    this.gold = new GoldLayer(sentinel.engine(), sentinel.lake());
    this.reporter = new Reporter(sentinel.settings().paths());
  }

  /**
   * Runs every stage in order. May run any number of times: what is there already stays as it is.
   *
   * @param progress is told of each request as it ends
   */
  RunReport run(Consumer<Landed> progress) {
    Instant now = sentinel.clock().instant();
    Promoter.Result left = stage("recover", () -> recover(now));
    List<Request> plan = stage("plan", () -> plan(now));
    List<Landed> landed = stage("fetch", () -> fetch(plan, progress));
    Promoter.Result result = stage("promote", () -> promoter.promote(run, run, landed, now));
    stage("gold", () -> gold.build(run));
    List<RunReport.Line> lines = stage("judge", () -> judge(sentinel.clock().instant()));
    RunReport report = stage("report", () -> report(landed, left.and(result), lines));
    return stage("export", () -> export(report, lines));
  }

  private <T> T stage(String name, Supplier<T> work) {
    return log.stage(name, work);
  }

  /**
   * Promotes what runs that were cut off had landed and not promoted, oldest first. What became of
   * it nobody was told, so this run tells it.
   */
  private Promoter.Result recover(Instant now) {
    Bronze bronze = sentinel.bronze();
    Set<String> promoted = sentinel.ledger().promotedRuns();
    Promoter.Result all = new Promoter.Result(Promoted.nothing(), Map.of());
    for (String receiptRun : bronze.runs()) {
      if (!promoted.contains(receiptRun)) {
        List<Landed> landed = Replay.of(bronze, sentinel.source(), receiptRun);
        all = all.and(promoter.promote(receiptRun, run, landed, now));
      }
    }
    return all;
  }

  private List<Request> plan(Instant now) {
    List<Instrument> chosen =
        instruments.known(sentinel.ledger().facts()).stream()
            .filter(i -> sentinel.chosen(i.asset().symbol()))
            .toList();
    return planner.plan(chosen, sentinel.silverHoldings().lastSessions(), now).stream()
        .flatMap(request -> sentinel.source().windows(request, now).stream())
        .toList();
  }

  private List<Landed> fetch(List<Request> plan, Consumer<Landed> progress) {
    try (Landing landing = sentinel.bronze().landing(run)) {
      List<Landed> landed = new ArrayList<>(fetcher.fetch(plan, landing, progress));
      List<Request> again = wholeHistories(landed);
      if (!again.isEmpty()) {
        landed.addAll(fetcher.fetch(again, landing, progress));
      }
      return sentinel.overlap().checked(landed, run);
    }
  }

  /** A new split or dividend restates everything before it, so everything is asked for again. */
  private List<Request> wholeHistories(List<Landed> landed) {
    Set<String> symbols = newActions.toldInPart(landed, run);
    Instant now = sentinel.clock().instant();
    return instruments.known(sentinel.ledger().facts()).stream()
        .filter(i -> symbols.contains(i.asset().symbol().value()))
        .flatMap(i -> planner.wholeHistory(i, now).stream())
        .toList();
  }

  private List<RunReport.Line> judge(Instant now) {
    List<Instrument> known = instruments.known(sentinel.ledger().facts());
    watcher.expect(known, now);
    List<FeedVerdict> verdicts = watcher.judge(known, now);
    List<RunReport.Line> lines = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      lines.add(new RunReport.Line(verdicts.get(i), known.get(i).calendarRule()));
    }
    Ledgers.recordVerdicts(sentinel.ledger(), run, verdicts, now);
    return lines;
  }

  private RunReport report(List<Landed> landed, Promoter.Result result, List<RunReport.Line> all) {
    List<RunReport.Line> lines =
        all.stream()
            .filter(line -> sentinel.chosen(new Symbol(line.verdict().feed().instrument())))
            .toList();
    List<FeedVerdict> verdicts = lines.stream().map(RunReport.Line::verdict).toList();
    DatasetVerdict dataset = DatasetVerdict.of(SilverTables.BARS.fullName(), verdicts);
    Findings findings =
        Findings.of(landed, result, verdicts, sentinel.settings().pipeline().coverageFloor());
    RunReport report =
        new RunReport(
            run,
            sentinel.clock().instant(),
            log.instant(),
            sentinel.source().location(),
            Simulation.of(sentinel),
            lines,
            landed,
            result.promoted(),
            result.held(),
            dataset,
            log.stages(),
            findings.problems(),
            findings.troubles());
    reporter.aggregates(sentinel.engine(), sentinel.lake());
    reporter.freshness(all, report.asOf(), report.data());
    reporter.summary(report);
    return report;
  }

  private RunReport export(RunReport report, List<RunReport.Line> all) {
    Exports exports =
        new Exports(
            all.stream().map(RunReport.Line::verdict).toList(),
            instruments.known(sentinel.ledger().facts()),
            report.asOf(),
            report.data());
    JobHistory history = new JobHistory(sentinel.ledger());
    Monitored.Job job = history.job(command, report, log.stages());
    reporter.exports(exports, job, report.ended());
    return report;
  }
}
