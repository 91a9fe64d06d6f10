package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Landing;
import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.export.Monitored;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.warehouse.WarehouseException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One run: what the source has goes through bronze and silver to gold, and every instrument gets a
 * verdict. Read {@link #run} first: it is the whole flow.
 */
final class Pipeline {
  private static final String UNPUBLISHED =
      ". The lake is whole: run again, or sentinel publish, when that is mended";

  private final Sentinel sentinel;
  private final RunLog log;
  private final String run;
  private final String command;
  private final Watcher watcher;
  private final Plan plan;
  private final Planner planner;
  private final Fetcher fetcher;
  private final PartialAnswers partialAnswers;
  private final Promoter promoter;
  private final GoldLayer gold;
  private final Reporter reporter;
  private final Restorer restorer;
  private final Recovery recovery;
  private final RunAlerts alerts;

  /**
   * @param plan what is to be asked for
   */
  Pipeline(Sentinel sentinel, String run, String command, Plan plan, RunLog log, RunAlerts alerts) {
    this.sentinel = sentinel;
    this.run = run;
    this.command = command;
    this.alerts = alerts;
    this.log = log;
    this.watcher = sentinel.watcher();
    this.plan = plan;
    this.planner = sentinel.planner(Wish.none());
    this.fetcher =
        new Fetcher(sentinel.source(), sentinel.settings().pipeline().limits().concurrency());
    this.partialAnswers = sentinel.partialAnswers();
    this.promoter = sentinel.promoter(sentinel.instruments());
    this.gold = new GoldLayer(sentinel.engine(), sentinel.lake());
    this.restorer = new Restorer(sentinel);
    this.recovery = new Recovery(sentinel, promoter, restorer);
    this.reporter = new Reporter(sentinel.settings().paths(), log::instant);
  }

  /**
   * Runs every stage in order. May run any number of times: what is there already stays as it is.
   *
   * @param progress is told of each request as it ends
   */
  RunReport run(Consumer<Landed> progress) {
    Instant now = sentinel.clock().instant();
    stage("restore", () -> restore(now));
    Promoter.Result left = stage("recover", () -> recovery.of(run, now));
    List<List<Request>> groups = stage("plan", () -> plan(now));
    Ingested ingested = ingest(groups, now, progress);
    stage("gold", () -> gold.build(run));
    Ingested all = new Ingested(ingested.landed(), left.and(ingested.result()));
    List<RunReport.Line> lines = stage("judge", () -> judge(all, sentinel.clock().instant()));
    RunReport report = stage("report", () -> report(all.landed(), all.result(), lines));
    RunReport published = stage("publish", () -> publish(report, lines));
    RunReport exported = stage("export", () -> export(published, lines));
    return stage("notify", () -> tell(exported, lines));
  }

  private <T> T stage(String name, Supplier<T> work) {
    return log.stage(
        name,
        () -> {
          sentinel.ledger().lease().require();
          return work.get();
        });
  }

  /** On a new machine with a full database, what was published comes back first. */
  private Map<String, Long> restore(Instant now) {
    Map<String, Long> rows =
        sentinel
            .warehouse()
            .filter(warehouse -> restorer.nothingHere())
            .map(warehouse -> restorer.restore(warehouse, run, now))
            .orElse(Map.of());
    if (!rows.isEmpty()) {
      log.detail(rows);
    }
    return rows;
  }

  private List<List<Request>> plan(Instant now) {
    List<Planned> planned = plan.of(sentinel, sentinel.chosenInstruments(), now);
    log.event(LogLevel.INFO, "planned", reasons(planned));
    List<Request> requests =
        planned.stream()
            .flatMap(each -> sentinel.source().windows(each.request(), now).stream())
            .toList();
    return Groups.of(requests, now);
  }

  /** How many instruments are asked for, by reason. */
  private static Map<String, Long> reasons(List<Planned> plan) {
    return plan.stream()
        .flatMap(planned -> planned.reasons().stream())
        .collect(
            Collectors.groupingBy(
                reason -> reason.kind().word(), TreeMap::new, Collectors.counting()));
  }

  /** What came of all requests of a run. */
  private record Ingested(List<Landed> landed, Promoter.Result result) {}

  /** Fetches and promotes a group after the other. */
  private Ingested ingest(List<List<Request>> groups, Instant now, Consumer<Landed> progress) {
    List<Landed> all = new ArrayList<>();
    Promoter.Result result = new Promoter.Result(Promoted.nothing(), Map.of());
    for (int i = 0; i < groups.size(); i++) {
      String batch = Groups.id(run, i);
      List<Request> group = groups.get(i);
      List<Landed> landed = stage("fetch", () -> fetch(batch, group, progress));
      result = result.and(stage("promote", () -> promoter.promote(batch, run, landed, now)));
      all.addAll(groups.size() == 1 ? landed : landed.stream().map(Landed::withoutBars).toList());
    }
    return new Ingested(all, result);
  }

  private List<Landed> fetch(String batch, List<Request> requests, Consumer<Landed> progress) {
    try (Landing landing = sentinel.bronze().landing(batch)) {
      List<Landed> landed = new ArrayList<>(fetcher.fetch(requests, landing, progress));
      List<Request> again = wholeHistories(batch, landed);
      if (!again.isEmpty()) {
        landed.addAll(fetcher.fetch(again, landing, progress));
      }
      return sentinel.overlap().checked(landed, batch);
    }
  }

  /** What restates the last bars restates those before them, so everything is asked for again. */
  private List<Request> wholeHistories(String batch, List<Landed> landed) {
    Map<String, String> symbols = partialAnswers.inDoubt(landed, batch);
    symbols.forEach(
        (symbol, why) ->
            log.event(
                LogLevel.INFO,
                "the whole history is asked for",
                Map.of("symbol", symbol, "why", why)));
    if (symbols.isEmpty()) {
      return List.of();
    }
    Instant now = sentinel.clock().instant();
    Map<String, LocalDate> first = sentinel.firstSessions(symbols.keySet());
    return sentinel.knownInstruments().stream()
        .filter(i -> symbols.containsKey(i.asset().symbol().value()))
        .flatMap(i -> planner.wholeHistory(i, first, now).stream())
        .toList();
  }

  /** Verdicts, the incidents that follow and what is to be told of them are one transaction. */
  private List<RunReport.Line> judge(Ingested all, Instant now) {
    List<Instrument> known = sentinel.knownInstruments();
    watcher.expect(known, now);
    List<FeedVerdict> verdicts = watcher.judge(known, now);
    List<RunReport.Line> lines = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      lines.add(new RunReport.Line(verdicts.get(i), known.get(i).calendarRule()));
    }
    sentinel
        .ledger()
        .atomically(
            () -> {
              Ledgers.recordVerdicts(sentinel.ledger(), run, verdicts, now);
              alerts.judged(known, verdicts, all.result(), all.landed(), now);
            });
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

  /** Without a database there is nothing to do; what fails is told, and the lake is whole. */
  private RunReport publish(RunReport report, List<RunReport.Line> all) {
    try {
      List<FeedVerdict> verdicts = all.stream().map(RunReport.Line::verdict).toList();
      sentinel
          .warehouse()
          .map(warehouse -> new Publisher(warehouse, sentinel.ledger()).changes(report, verdicts))
          .ifPresent(published -> log.detail(published.rows()));
      return report;
    } catch (WarehouseException e) {
      RunReport told = report.and("publish: " + e.getMessage() + UNPUBLISHED, Trouble.NOT_RECORDED);
      reporter.summary(told);
      return told;
    }
  }

  private RunReport export(RunReport report, List<RunReport.Line> all) {
    Exports exports =
        new Exports(
            all.stream().map(RunReport.Line::verdict).toList(),
            sentinel.knownInstruments(),
            report.asOf(),
            report.data());
    JobHistory history = new JobHistory(sentinel.ledger());
    Monitored.Job job = history.job(command, report, log.stages());
    reporter.exports(exports, job, report.ended());
    return report;
  }

  /** A message that could not be delivered is told by the exit code, and where that is written. */
  private RunReport tell(RunReport report, List<RunReport.Line> all) {
    Sending sending = alerts.ended(report, all);
    RunReport told = sending.into(report);
    if (!told.equals(report)) {
      reporter.summary(told);
      export(told, all);
    }
    return told;
  }
}
