package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.RecordedVerdict;
import io.dataflow.sentinel.ledger.RunStart;
import io.dataflow.sentinel.ledger.VerdictRow;
import java.time.Instant;
import java.time.LocalDate;
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
    List<Feed> feeds = attempts.stream().map(Attempt::feed).toList();
    List<VerdictRow> verdicts = changed();
    ledger.atomically(
        () -> {
          ledger.startRun(
              new RunStart(
                  run,
                  at,
                  at,
                  "freshness",
                  ProgramVersion.line(),
                  location,
                  Runner.host(),
                  ProcessHandle.current().pid()));
          ledger.watch(feeds, at);
          ledger.recordExpectations(expectations);
          ledger.recordLooks(looks);
          ledger.recordAttempts(attempts);
          ledger.recordVerdicts(run, verdicts);
          ledger.finishRun(run, at, check.report().exitCode(), summary());
        });
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

  private record Key(Feed feed, LocalDate session) {}

  /** Every feed's verdict, and those of sessions that say something new: most never do again. */
  private List<VerdictRow> changed() {
    TableReport report = check.report();
    Map<Key, VerdictRow> said = new HashMap<>();
    LocalDate first = TableFreshness.firstJudged(report.asOf());
    for (RecordedVerdict row : ledger.verdicts(report.name(), first)) {
      row.verdict()
          .session()
          .ifPresent(s -> said.put(new Key(row.verdict().feed(), s), row.verdict()));
    }
    List<VerdictRow> rows = new ArrayList<>();
    for (FeedVerdict verdict : report.verdicts()) {
      rows.add(Ledgers.row(verdict, report.asOf()));
      for (SessionVerdict session : verdict.sessions()) {
        VerdictRow row = Ledgers.row(verdict, session, report.asOf());
        VerdictRow old = said.get(new Key(verdict.feed(), session.session()));
        if (old == null || !same(old, row)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static boolean same(VerdictRow a, VerdictRow b) {
    return a.state().equals(b.state())
        && a.cause().equals(b.cause())
        && a.reason().equals(b.reason());
  }
}
