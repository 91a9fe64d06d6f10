package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.LedgerSalvage;
import io.dataflow.sentinel.ledger.SqlLedger;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a damaged ledger in a file again: what can be read of it is kept, and what follows from the
 * answers in bronze is worked out from there once more. What only the ledger knew is lost, and
 * said.
 */
final class LedgerRepair {
  private final Sentinel sentinel;
  private final Aside aside;
  private final String id;
  private final Consumer<String> progress;

  /**
   * @param id names the repair where a run's id is wanted
   * @param progress is told of each run of bronze that is gone through
   */
  LedgerRepair(Sentinel sentinel, Aside aside, String id, Consumer<String> progress) {
    this.sentinel = sentinel;
    this.aside = aside;
    this.id = id;
    this.progress = progress;
  }

  /**
   * Repairs the ledger of a file.
   *
   * @param file the same ledger that the program's parts use
   */
  Repaired repair(SqlLedger file, Path path) {
    Optional<String> problem = problem(file, path);
    if (problem.isEmpty()) {
      return Repaired.nothing(path + (file.exists() ? " is well" : " is not there yet"));
    }
    aside.takeDatabase(path);
    List<String> done = new ArrayList<>();
    done.add(problem.get());
    done.add("the damaged file is kept in " + aside.folder());
    LedgerSalvage.Salvaged salvaged =
        new LedgerSalvage(
                aside.folder().resolve(path.getFileName()), SilverTables.BARS.fullName(), file)
            .salvage();
    salvaged.rows().forEach((table, rows) -> done.add(table + ": " + rows + " rows kept"));
    if (salvaged.fromBronze()) {
      done.add(replayed() + " runs of bronze were gone through again");
    }
    return new Repaired(done, lost(salvaged.cut()), true);
  }

  private static Optional<String> problem(SqlLedger ledger, Path file) {
    boolean logAlone =
        !ledger.exists() && Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    return logAlone
        ? Optional.of(file + " is gone and its log is there")
        : ledger.check().problem();
  }

  private static List<String> lost(Set<String> cut) {
    List<String> lost = new ArrayList<>();
    if (cut.contains("expectation")) {
      lost.add(
          "expectation: deadlines written before are lost in part;"
              + " the next run writes those still to judge by the settings of today");
    }
    if (cut.contains("look")) {
      lost.add("look: of tables of your own, looks that could not be read are lost");
    }
    for (String table : List.of("run", "run_stage", "check_result", "verdict", "verdict_change")) {
      if (cut.contains(table)) {
        lost.add(table + ": rows that could not be read are lost; nothing else knew them");
      }
    }
    return lost;
  }

  /** What each run's answers mean for the ledger, with people's decisions in their places. */
  private int replayed() {
    Bronze bronze = sentinel.bronze();
    Ledger ledger = sentinel.ledger();
    FactsBook book = new FactsBook(bronze.decisions());
    Instruments instruments = sentinel.instruments();
    Promoter promoter = sentinel.promoter(instruments);
    List<String> runs = bronze.runs();
    for (String run : runs) {
      if (restored(bronze, run, book)) {
        continue;
      }
      List<Landed> landed = Replay.of(bronze, sentinel.source(), run);
      if (!landed.isEmpty()) {
        watch(landed);
        Collection<InstrumentFacts> known = book.before(landed.get(0).at());
        accept(ledger, known);
        Set<String> toldInPart =
            sentinel.partialAnswers().inDoubt(Admission.newest(landed), run).keySet();
        book.enter(Admission.of(landed, toldInPart, known, instruments));
      }
      promoter.promote(run, id, landed, sentinel.clock().instant());
      progress.accept(run + ": " + landed.size() + " answers");
    }
    accept(ledger, book.before(Instant.MAX));
    return runs.size();
  }

  /** A restore of the lake is no run's answers: it is entered as done, with the facts it told. */
  private boolean restored(Bronze bronze, String run, FactsBook book) {
    Restored.of(bronze, run)
        .filter(Restored::whole)
        .ifPresent(restored -> book.enter(restored.facts()));
    return new Restorer(sentinel).promote(run, id, sentinel.clock().instant());
  }

  /** A feed is watched since it was first asked for. */
  private void watch(List<Landed> landed) {
    Map<Symbol, Instrument> set = new HashMap<>();
    sentinel
        .instruments()
        .known(List.of())
        .forEach(instrument -> set.put(instrument.asset().symbol(), instrument));
    for (Landed one : landed) {
      if (set.containsKey(one.request().symbol())) {
        Feed feed =
            new Feed(
                SilverTables.BARS.fullName(),
                one.request().symbol().value(),
                one.request().interval());
        sentinel.ledger().watch(feed, one.at());
      }
    }
  }

  private static void accept(Ledger ledger, Collection<InstrumentFacts> known) {
    Map<String, InstrumentFacts> before = new HashMap<>();
    ledger.facts().forEach(facts -> before.put(FactsBook.key(facts), facts));
    for (InstrumentFacts facts : known) {
      InstrumentFacts old = before.get(FactsBook.key(facts));
      if (old != null && !old.equals(facts)) {
        ledger.atomically(
            () -> {
              ledger.replaceFacts(facts);
              ledger.holds().stream()
                  .filter(hold -> hold.symbol().equals(facts.symbol()))
                  .forEach(ledger::releaseHold);
            });
      }
    }
  }
}
