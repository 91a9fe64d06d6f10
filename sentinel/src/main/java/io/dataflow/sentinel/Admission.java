package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.silver.Incoming;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which answers of one run silver takes, by what was known of their instruments before it. Reads
 * only, so that a run can be judged again at any time with the same end.
 *
 * @param answers the answer that counts of each instrument
 * @param instruments of the answers, by symbol
 * @param incoming what silver takes
 * @param fresh what the answers say of instruments seen for the first time
 * @param held what the answers say of instruments that are no longer what they were, with what
 *     changed
 * @param confirmed symbols whose instrument is what it was
 */
record Admission(
    List<Landed> answers,
    Map<String, Instrument> instruments,
    List<Incoming> incoming,
    List<InstrumentFacts> fresh,
    Map<InstrumentFacts, String> held,
    List<String> confirmed) {

  /**
   * @param landed what the run landed, in order
   * @param toldInPart symbols to leave out unless their whole history came too
   * @param known facts from before the run
   */
  static Admission of(
      List<Landed> landed,
      Set<String> toldInPart,
      Collection<InstrumentFacts> known,
      Instruments instruments) {
    List<Landed> answers = newest(landed, toldInPart);
    List<InstrumentFacts> facts = new ArrayList<>(known);
    Admission admission =
        new Admission(
            answers,
            new TreeMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new ArrayList<>());
    answers.forEach(one -> admission.identify(one, facts));
    answers.forEach(one -> admission.admit(one, facts, instruments));
    return admission;
  }

  /** Of several answers for one instrument the last with bars counts, or else the last. */
  static List<Landed> newest(List<Landed> landed) {
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

  /** A part that may not stand alone counts as if it had not come. */
  private static List<Landed> newest(List<Landed> landed, Set<String> toldInPart) {
    return newest(
        landed.stream()
            .filter(
                one ->
                    !(one.outcome() instanceof Outcome.Bars)
                        || !toldInPart.contains(one.request().symbol().value()))
            .toList());
  }

  private void identify(Landed one, List<InstrumentFacts> known) {
    String symbol = one.request().symbol().value();
    facts(one)
        .ifPresent(
            now -> {
              Optional<String> change = Identity.change(known, now);
              boolean seen =
                  known.stream()
                      .anyMatch(
                          f -> f.symbol().equals(now.symbol()) && f.source().equals(now.source()));
              if (change.isPresent()) {
                held.put(now, change.get());
              } else if (seen) {
                confirmed.add(symbol);
              } else {
                known.add(now);
                fresh.add(now);
              }
            });
  }

  private void admit(Landed one, List<InstrumentFacts> known, Instruments all) {
    String symbol = one.request().symbol().value();
    Instrument instrument = all.of(one.request().symbol(), known);
    instruments.put(symbol, instrument);
    boolean wanted = !changes().containsKey(symbol);
    if (wanted && one.outcome() instanceof Outcome.Bars bars) {
      incoming.add(
          new Incoming(
              one.vintage().orElseThrow(),
              bars,
              instrument.calendar(),
              instrument.terms().settle()));
    }
  }

  /** What changed, by symbol. */
  Map<String, String> changes() {
    Map<String, String> changes = new TreeMap<>();
    held.forEach((now, change) -> changes.put(now.symbol().value(), change));
    return changes;
  }

  private static Optional<InstrumentFacts> facts(Landed landed) {
    Optional<Facts> facts = Optional.empty();
    if (landed.outcome() instanceof Outcome.Bars bars) {
      facts = Optional.of(bars.facts());
    } else if (landed.outcome() instanceof Outcome.Empty empty) {
      facts = empty.facts();
    }
    return facts
        .filter(Identity::tells)
        .map(
            f -> {
              Receipt receipt = landed.vintage().map(Vintage::receipt).orElseThrow();
              return Identity.facts(
                  receipt.source(), landed.request().symbol(), f, receipt.retrievedAt());
            });
  }
}
