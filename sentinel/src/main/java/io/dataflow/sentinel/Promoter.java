package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.ledger.BatchOpen;
import io.dataflow.sentinel.ledger.CheckRow;
import io.dataflow.sentinel.ledger.Hold;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes what one run landed into silver, by the commit protocol: the ledger opens the batch with
 * all that follows from it, the lake is written, the ledger closes the batch. A batch that stayed
 * open is taken again from bronze.
 */
final class Promoter {
  private final Ledger ledger;
  private final Instruments instruments;
  private final Promotion promotion;
  private final PartialAnswers partialAnswers;
  private final Overlap overlap;
  private final Looks looks;

  Promoter(
      Ledger ledger,
      Instruments instruments,
      Promotion promotion,
      PartialAnswers partialAnswers,
      Overlap overlap) {
    this.overlap = overlap;
    this.ledger = ledger;
    this.instruments = instruments;
    this.promotion = promotion;
    this.partialAnswers = partialAnswers;
    this.looks = new Looks(ledger);
  }

  /**
   * What became of a run's answers.
   *
   * @param held instruments whose identity changed, with what changed
   */
  record Result(Promoted promoted, Map<String, String> held) {

    /** This and what became of a later run's answers, for one report. */
    Result and(Result later) {
      Map<String, String> both = new TreeMap<>(held);
      both.putAll(later.held);
      return new Result(promoted.and(later.promoted), both);
    }
  }

  /**
   * Promotes the newest answer of each instrument. The same receipts again change nothing, and
   * finish what was cut off; batches are to be taken in the order of their runs.
   *
   * @param receiptRun the run whose receipts these are; names the batch
   */
  Result promote(String receiptRun, String run, List<Landed> landed, Instant now) {
    Result result = open(receiptRun, run, landed, now);
    for (TableSpec table : SilverTables.ALL) {
      ledger.lease().require();
      promotion.commit(table, receiptRun);
    }
    ledger.closeBatch(receiptRun, now);
    return result;
  }

  /** Judges a run's answers and writes into the ledger what follows; the lake is left alone. */
  Result open(String receiptRun, String run, List<Landed> answers, Instant now) {
    List<Landed> landed = overlap.checked(answers, receiptRun);
    Set<String> toldInPart = partialAnswers.inDoubt(Admission.newest(landed), receiptRun).keySet();
    Admission admission = Admission.of(landed, toldInPart, ledger.facts(), instruments);
    Promoted promoted = promotion.judge(receiptRun, admission.incoming());
    Map<String, String> held = admission.changes();
    List<Landed> asked = admission.answers().stream().filter(one -> !one.imported()).toList();
    ledger.atomically(
        () -> {
          identities(admission);
          ledger.openBatch(
              new BatchOpen(receiptRun, run, now, List.of(receiptRun), results(promoted)),
              looks.seen(asked, admission.instruments(), promoted, held),
              attempts(asked, admission.instruments(), held),
              checks(promoted),
              List.of());
        });
    return new Result(promoted, held);
  }

  /** New instruments are entered; those that are no longer what they were are held. */
  private void identities(Admission admission) {
    ledger.recordFacts(admission.fresh());
    admission
        .held()
        .forEach(
            (now, change) ->
                ledger.hold(new Hold(now.source(), now.symbol(), change, now.recordedAt())));
    // Where the source says as before again, nothing is left to decide.
    ledger.holds().stream()
        .filter(hold -> admission.confirmed().contains(hold.symbol().value()))
        .forEach(ledger::releaseHold);
  }

  /** Who asks for a stretch of the past only has not looked whether the newest session is there. */
  private boolean looksAtThePresent(Landed landed) {
    LocalDate until = landed.request().to().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate present = landed.at().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate last = instruments.endDate().filter(end -> end.isBefore(present)).orElse(present);
    return !until.isBefore(last);
  }

  private List<Attempt> attempts(
      List<Landed> landed, Map<String, Instrument> bySymbol, Map<String, String> held) {
    List<Attempt> attempts = new ArrayList<>();
    for (Landed one : landed) {
      Instrument instrument = bySymbol.get(one.request().symbol().value());
      if (instrument != null && looksAtThePresent(one)) {
        Feed feed = instrument.feed();
        Optional<String> change = Optional.ofNullable(held.get(feed.instrument()));
        attempts.add(
            new Attempt(
                feed,
                one.at(),
                change.map(c -> "held, the source now says " + c).or(one::failure)));
      }
    }
    return attempts;
  }

  private static List<CheckRow> checks(Promoted promoted) {
    Map<String, Map<String, Long>> failed = new TreeMap<>();
    for (Promoted.Refusal refusal : promoted.refused()) {
      refusal
          .rules()
          .forEach(
              rule ->
                  failed
                      .computeIfAbsent(rule, r -> new TreeMap<>())
                      .merge(refusal.symbol(), 1L, Long::sum));
    }
    List<CheckRow> rows = new ArrayList<>();
    failed.forEach(
        (rule, symbols) ->
            symbols.forEach(
                (symbol, count) ->
                    rows.add(
                        new CheckRow(
                            rule,
                            "silver.bars",
                            Optional.of(symbol),
                            CheckRow.Outcome.FAIL,
                            "0",
                            Long.toString(count),
                            count,
                            ""))));
    return rows;
  }

  private static String results(Promoted promoted) {
    return Json.line(promoted.counts());
  }
}
