package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.ledger.Batch;
import io.dataflow.sentinel.ledger.CheckRow;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.RecordedVerdict;
import io.dataflow.sentinel.ledger.Stage;
import io.dataflow.sentinel.ledger.VerdictRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that is kept of one run.
 *
 * @param receipts of its requests that were answered; the others are among its problems
 * @param pruned receipts whose answers maintenance has removed
 * @param broken checks that did not pass
 * @param changes of verdicts it was the first to see
 */
record RunDetails(
    PastRun run,
    List<Stage> stages,
    List<Receipt> receipts,
    Set<Receipt.Id> pruned,
    List<Batch> batches,
    List<CheckRow> broken,
    List<RecordedVerdict> changes) {
  private static final int ANSWERED = 200;
  private static final int UNKNOWN = 404;
  private static final int LIMITED = 429;
  private static final int FAILED = 500;

  RunDetails {
    stages = List.copyOf(stages);
    receipts = List.copyOf(receipts);
    pruned = Set.copyOf(pruned);
    batches = List.copyOf(batches);
    broken = List.copyOf(broken);
    changes = List.copyOf(changes);
  }

  static RunDetails of(PastRun run, Ledger ledger, Bronze bronze) {
    return new RunDetails(
        run,
        ledger.stages(run.id()),
        receipts(run, bronze),
        bronze.pruned().ids(),
        ledger.past().batchesOf(run.id()),
        ledger.checks(run.id()).stream()
            .filter(check -> check.outcome() != CheckRow.Outcome.PASS)
            .toList(),
        ledger.past().changesBy(run.id()));
  }

  /** Of each group or batch of its own, whether it came to be promoted or not. */
  private static List<Receipt> receipts(PastRun run, Bronze bronze) {
    return bronze.runs().stream()
        .filter(receiptRun -> receiptRun.startsWith(run.id()))
        .flatMap(receiptRun -> bronze.allReceipts(receiptRun).stream())
        .toList();
  }

  /** What an answer's status says. */
  static String outcome(Receipt receipt) {
    int status = receipt.status();
    if (status == ANSWERED) {
      return "answered";
    }
    if (status == UNKNOWN) {
      return "unknown symbol";
    }
    return status == LIMITED
        ? "rate limit"
        : status >= FAILED ? "the source failed" : "refused by the source";
  }

  /** How many bars of its batches became what, over all symbols. */
  Map<String, Long> barsByChange() {
    Map<String, Long> sums = new TreeMap<>();
    BatchResults.of(batches)
        .values()
        .forEach(counts -> counts.forEach((change, count) -> sums.merge(change, count, Long::sum)));
    return sums;
  }

  Map<String, Object> json() {
    Map<String, Object> json = run.json();
    json.put("stages", stages.stream().map(RunDetails::json).toList());
    json.put("requests", receipts.stream().map(this::json).toList());
    json.put("batches", batches.stream().map(RunDetails::json).toList());
    json.put("bars_by_change", barsByChange());
    json.put("bars_by_symbol", BatchResults.of(batches));
    json.put("checks_broken", broken.stream().map(RunDetails::json).toList());
    json.put("verdict_changes", changes.stream().map(RunDetails::json).toList());
    json.put("problems", run.problems());
    return json;
  }

  private static Map<String, Object> json(Stage stage) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stage", stage.name());
    json.put("started_at", stage.startedAt());
    json.put("ms", stage.millis());
    return json;
  }

  private Map<String, Object> json(Receipt receipt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbol", receipt.request().symbol().value());
    json.put("interval", receipt.request().interval().code());
    json.put("from", receipt.request().from());
    json.put("to", receipt.request().to());
    json.put("url", receipt.url());
    json.put("status", receipt.status());
    json.put("outcome", outcome(receipt));
    json.put("bytes", receipt.bytes());
    json.put("retrieved_at", receipt.retrievedAt());
    json.put("vintage", receipt.sha256());
    json.put("pruned", pruned.contains(receipt.id()));
    return json;
  }

  private static Map<String, Object> json(Batch batch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("batch", batch.open().batchId());
    json.put("receipts_of", batch.open().receiptRuns());
    json.put("opened_at", batch.open().openedAt());
    json.put("closed_at", batch.closedAt().map(Instant::toString).orElse(null));
    return json;
  }

  private static Map<String, Object> json(CheckRow check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", check.checkName());
    json.put("dataset", check.dataset());
    json.put("symbol", check.instrument().orElse(null));
    json.put("outcome", check.outcome());
    json.put("rows", check.failedRows());
    return json;
  }

  private static Map<String, Object> json(RecordedVerdict recorded) {
    VerdictRow verdict = recorded.verdict();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbol", verdict.feed().instrument());
    json.put("session", verdict.session().map(LocalDate::toString).orElse(null));
    json.put("state", verdict.state());
    json.put("cause", verdict.cause().orElse(null));
    json.put("reason", verdict.reason());
    return json;
  }
}
