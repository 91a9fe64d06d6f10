package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.BatchOpen;
import io.dataflow.sentinel.ledger.CheckRow;
import io.dataflow.sentinel.ledger.Hold;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.silver.Incoming;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Looks looks;

  Promoter(Ledger ledger, Instruments instruments, Promotion promotion) {
    this.ledger = ledger;
    this.instruments = instruments;
    this.promotion = promotion;
    this.looks = new Looks(ledger);
  }

  /**
   * What became of a run's answers.
   *
   * @param held instruments whose identity changed, with what changed
   */
  record Result(Promoted promoted, Map<String, String> held) {}

  /**
   * Promotes the newest answer of each instrument.
   *
   * @param receiptRun the run whose receipts these are; names the batch
   */
  Result promote(String receiptRun, String run, List<Landed> landed, Instant now) {
    Map<String, String> held = new TreeMap<>();
    List<Landed> newest = newest(landed);
    Map<String, InstrumentFacts> known = knownFacts(newest, held);
    Map<String, Instrument> bySymbol = new HashMap<>();
    instruments.known(known.values()).forEach(i -> bySymbol.put(symbol(i), i));
    List<Incoming> incoming = new ArrayList<>();
    for (Landed one : newest) {
      Instrument instrument = bySymbol.get(one.request().symbol().value());
      boolean wanted = instrument != null && !held.containsKey(symbol(instrument));
      if (wanted && one.outcome() instanceof Outcome.Bars bars) {
        incoming.add(
            new Incoming(
                one.vintage().orElseThrow(),
                bars,
                instrument.calendar(),
                instrument.terms().settle()));
      }
    }
    Promoted promoted = promotion.judge(incoming);
    ledger.openBatch(
        new BatchOpen(receiptRun, run, now, List.of(receiptRun), results(promoted)),
        looks.seen(newest, bySymbol, promoted, held),
        attempts(newest, bySymbol),
        checks(promoted),
        List.of());
    promotion.commit(receiptRun);
    ledger.closeBatch(receiptRun, now);
    return new Result(promoted, held);
  }

  private static String symbol(Instrument instrument) {
    return instrument.asset().symbol().value();
  }

  /** Of several answers for one instrument the last with bars counts, or else the last. */
  private static List<Landed> newest(List<Landed> landed) {
    Map<String, Landed> newest = new LinkedHashMap<>();
    for (Landed one : landed) {
      newest.merge(
          one.request().symbol().value(),
          one,
          (a, b) ->
              a.outcome() instanceof Outcome.Bars && !(b.outcome() instanceof Outcome.Bars)
                  ? a
                  : b);
    }
    return List.copyOf(newest.values());
  }

  /** The facts that count; new instruments are entered, changed ones held. */
  private Map<String, InstrumentFacts> knownFacts(List<Landed> landed, Map<String, String> held) {
    Map<String, InstrumentFacts> known = new TreeMap<>();
    ledger.facts().forEach(f -> known.put(f.symbol().value(), f));
    List<InstrumentFacts> fresh = new ArrayList<>();
    Map<String, Hold> holds = new HashMap<>();
    ledger.holds().forEach(h -> holds.put(h.symbol().value(), h));
    for (Landed one : landed) {
      String symbol = one.request().symbol().value();
      facts(one)
          .ifPresent(
              now -> {
                InstrumentFacts before = known.putIfAbsent(symbol, now);
                if (before == null) {
                  fresh.add(now);
                } else {
                  compare(before, now, Optional.ofNullable(holds.get(symbol)), held);
                }
              });
    }
    ledger.recordFacts(fresh);
    return known;
  }

  private void compare(
      InstrumentFacts before, InstrumentFacts now, Optional<Hold> hold, Map<String, String> held) {
    Optional<String> change = Identity.change(before, now);
    if (change.isPresent()) {
      held.put(now.symbol().value(), change.get());
      ledger.hold(new Hold(now.source(), now.symbol(), change.get(), now.recordedAt()));
    } else {
      // The source says as before again: nothing is left to decide.
      hold.ifPresent(ledger::releaseHold);
    }
  }

  private static Optional<InstrumentFacts> facts(Landed landed) {
    Optional<Facts> facts = Optional.empty();
    if (landed.outcome() instanceof Outcome.Bars bars) {
      facts = Optional.of(bars.facts());
    } else if (landed.outcome() instanceof Outcome.Empty empty) {
      facts = empty.facts();
    }
    return facts.map(
        f -> {
          Receipt receipt = landed.vintage().map(Vintage::receipt).orElseThrow();
          return Identity.facts(
              receipt.source(), landed.request().symbol(), f, receipt.retrievedAt());
        });
  }

  private static List<Attempt> attempts(List<Landed> landed, Map<String, Instrument> bySymbol) {
    List<Attempt> attempts = new ArrayList<>();
    for (Landed one : landed) {
      Instrument instrument = bySymbol.get(one.request().symbol().value());
      if (instrument != null) {
        Feed feed = instrument.feed();
        attempts.add(new Attempt(feed, one.at(), one.failure()));
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
