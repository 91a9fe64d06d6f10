package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.RunStart;
import io.dataflow.sentinel.ledger.VerdictRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps in the ledger what a check of a table found, all or nothing. */
final class TableRecord {
  private final Ledger ledger;
  private final TableFreshness.Check check;
  private final String location;

  /**
   * @param location of the table, without secrets
   */
  TableRecord(Ledger ledger, TableFreshness.Check check, String location) {
    this.ledger = ledger;
    this.check = check;
    this.location = location;
  }

  /** Writes it as a run of its own. */
  void write() {
    Instant at = check.report().asOf();
    String run = Runner.newRunId(at);
    List<Expectation> expectations = new ArrayList<>();
    List<Look> looks = new ArrayList<>();
    List<Attempt> attempts = new ArrayList<>();
    for (TableFeed.Judged feed : check.feeds()) {
      expectations.addAll(feed.expectations());
      looks.addAll(feed.looks());
      attempts.add(feed.attempt());
    }
    List<VerdictRow> verdicts = verdicts();
    ledger.atomically(
        () -> {
          ledger.startRun(start(run, at));
          ledger.watch(attempts.stream().map(Attempt::feed).toList(), at);
          ledger.recordExpectations(expectations);
          ledger.recordLooks(looks);
          ledger.recordAttempts(attempts);
          ledger.recordVerdicts(run, verdicts);
          ledger.finishRun(run, at, check.report().exitCode(), summary());
        });
  }

  private RunStart start(String run, Instant at) {
    return new RunStart(
        run,
        at,
        at,
        "freshness",
        ProgramVersion.line(),
        location,
        ThisProcess.host(),
        ProcessHandle.current().pid());
  }

  private String summary() {
    TableReport report = check.report();
    return Json.line(
        Map.of(
            "dataset", report.name(),
            "status", report.dataset().verdict().name(),
            "reason", report.failure().map(Exception::getMessage).orElse(report.dataset().reason()),
            "coverage", report.dataset().coverage().toString(),
            "remarks", report.remarks()));
  }

  /** Every feed's verdict, and of its sessions those that say something new. */
  private List<VerdictRow> verdicts() {
    Instant asOf = check.report().asOf();
    Map<Feed, List<SessionVerdict>> news = new HashMap<>();
    check.feeds().forEach(f -> news.put(f.verdict().feed(), f.news()));
    List<VerdictRow> rows = new ArrayList<>();
    for (FeedVerdict verdict : check.report().verdicts()) {
      rows.add(Ledgers.row(verdict, asOf));
      news.getOrDefault(verdict.feed(), List.of())
          .forEach(session -> rows.add(Ledgers.row(verdict, session, asOf)));
    }
    return rows;
  }
}
