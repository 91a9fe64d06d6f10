package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.silver.SilverTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes silver in an empty lake from bronze alone, run by run as the runs themselves did. */
final class SilverReplay {
  private final Sentinel sentinel;
  private final Lake lake;
  private final Bronze bronze;
  private final SymbolChoice symbols;
  private final Instruments instruments;
  private final PartialAnswers partialAnswers;
  private final Promotion promotion;
  private final FactsBook book;
  private final Overlap overlap;

  /**
   * @param lake an empty one
   * @param symbols whose answers are replayed
   */
  SilverReplay(Sentinel sentinel, Lake lake, Bronze bronze, SymbolChoice symbols) {
    this.sentinel = sentinel;
    this.lake = lake;
    this.bronze = bronze;
    this.symbols = symbols;
    this.instruments = sentinel.instruments();
    this.partialAnswers = new PartialAnswers(sentinel.engine(), lake);
    this.promotion = new Promotion(sentinel.engine(), lake, sentinel.contracts());
    this.overlap = new Overlap(sentinel.engine(), lake);
    this.book = new FactsBook(bronze.decisions());
  }

  /**
   * Replays every run.
   *
   * @param progress is told of each run as it ends
   * @return how many vintages were read
   */
  int replay(Consumer<String> progress) {
    List<String> runs = bronze.runs();
    int vintages = 0;
    for (int i = 0; i < runs.size(); i++) {
      int read = replay(runs.get(i));
      vintages += read;
      progress.accept(
          "run " + (i + 1) + " of " + runs.size() + ", " + runs.get(i) + ": " + read + " answers");
    }
    return vintages;
  }

  /** Replays one run and returns how many vintages it has. */
  private int replay(String run) {
    Optional<Restored> restored = Restored.of(bronze, run);
    if (restored.isPresent()) {
      if (restored.get().whole()) {
        restored.get().into(sentinel.engine(), lake, run);
        book.enter(restored.get().facts());
      }
      return restored.get().receipts().size();
    }
    List<Landed> landed = Replay.of(bronze, sentinel.source(), run, symbols);
    promote(run, landed);
    return landed.size();
  }

  private void promote(String run, List<Landed> answers) {
    if (answers.isEmpty()) {
      return;
    }
    List<Landed> landed = overlap.checked(answers, run);
    Set<String> toldInPart = partialAnswers.inDoubt(Admission.newest(landed), run).keySet();
    Admission admission =
        Admission.of(landed, toldInPart, book.before(landed.get(0).at()), instruments);
    book.enter(admission);
    promotion.judge(run, admission.incoming());
    SilverTables.ALL.forEach(table -> promotion.commit(table, run));
  }
}
