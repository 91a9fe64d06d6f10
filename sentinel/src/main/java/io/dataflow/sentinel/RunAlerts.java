package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.ledger.Hold;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.source.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a run sees in terms of incidents, and what it tells. */
final class RunAlerts {
  /** Names the run itself in incidents, whichever command it was. */
  static final String RUN = "run";

  private final Sentinel sentinel;
  private final AlertDesk desk;

  RunAlerts(Sentinel sentinel, AlertDesk desk) {
    this.sentinel = sentinel;
    this.desk = desk;
  }

  /** Takes secrets out of a text. */
  UnaryOperator<String> redactor() {
    return desk.redactor();
  }

  /** Takes the verdicts of all instruments; to be called in the transaction that records them. */
  void judged(
      List<Instrument> known,
      List<FeedVerdict> verdicts,
      Promoter.Result result,
      List<Landed> landed,
      Instant now) {
    Map<String, String> held =
        sentinel.ledger().holds().stream()
            .collect(
                Collectors.toMap(
                    hold -> hold.symbol().value(),
                    Hold::change,
                    (one, other) -> one,
                    TreeMap::new));
    desk.see(
        new Surveyor(now)
            .verdicts(known, verdicts, denied(landed))
            .held(held)
            .promoted(result)
            .survey(),
        NextDeadline.of(verdicts));
  }

  /** What a source says of instruments it does not have. */
  private static Map<String, String> denied(List<Landed> landed) {
    Map<String, String> denied = new TreeMap<>();
    for (Landed one : landed) {
      String symbol = one.request().symbol().value();
      if (one.outcome() instanceof Outcome.Unknown unknown) {
        denied.put(symbol, unknown.reason());
      } else if (one.outcome() instanceof Outcome.Empty empty && empty.facts().isEmpty()) {
        denied.put(symbol, empty.reason());
      }
    }
    return denied;
  }

  /** Takes a run that came to its end with what it owes, and tells. */
  Sending ended(RunReport report, List<RunReport.Line> all) {
    Sending recovered = new LedgerOutage(sentinel, desk).over(report.runId());
    Surveyor surveyor =
        new Surveyor(report.asOf())
            .works(IncidentClass.RUN_FAILED, RUN)
            .works(IncidentClass.RUN_MISSING, RUN);
    new OutputCheck(sentinel).of(report).into(surveyor, report.asOf());
    List<FeedVerdict> verdicts = all.stream().map(RunReport.Line::verdict).toList();
    desk.see(surveyor.survey(), NextDeadline.of(verdicts));
    desk.report(
        RunMessage.of(report, sentinel, desk), RunMessage.receivers(report, sentinel, desk));
    return recovered.and(Sending.of(desk));
  }

  /**
   * Takes a run that broke, and tells.
   *
   * @param recorded writes the run's end in the same transaction
   */
  Sending broke(String problem, Instant since, Runnable recorded) {
    Ledger ledger = sentinel.ledger();
    Instant now = sentinel.clock().instant();
    ledger.atomically(
        () -> {
          recorded.run();
          desk.see(
              new Surveyor(now)
                  .broken(
                      IncidentClass.RUN_FAILED,
                      RUN,
                      since,
                      "a run that ends with a verdict",
                      problem,
                      inARow(ledger))
                  .survey(),
              Optional.empty());
        });
    return Sending.of(desk);
  }

  /** Sends what waits to be sent. */
  Sending pending() {
    return Sending.of(desk);
  }

  /** Tells those at once who are to hear of a ledger that cannot be used. */
  Sending withoutLedger(String run, String problem) {
    return new LedgerOutage(sentinel, desk).tell(run, problem);
  }

  /** How many runs in a row broke, this one included; more than two are as bad as two. */
  private static int inARow(Ledger ledger) {
    return ledger.incidents().open().stream()
            .anyMatch(i -> i.fingerprint().what() == IncidentClass.RUN_FAILED)
        ? 2
        : 1;
  }
}
