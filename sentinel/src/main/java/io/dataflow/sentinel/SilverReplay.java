package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.silver.Promotion;
import io.dataflow.sentinel.silver.SilverTables;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Makes silver in an empty lake from bronze alone, run by run as the runs themselves did. */
final class SilverReplay {
  private final Sentinel sentinel;
  private final Bronze bronze;
  private final Instruments instruments;
  private final NewActions newActions;
  private final Promotion promotion;
  private final FactsBook book;
  private final Overlap overlap;

  /**
   * @param lake an empty one
   */
  SilverReplay(Sentinel sentinel, Lake lake) {
    this.sentinel = sentinel;
    this.bronze = sentinel.bronze();
    this.instruments = sentinel.instruments();
    this.newActions = new NewActions(sentinel.engine(), lake, sentinel.settings().startDate());
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
      List<Landed> landed = Replay.of(bronze, sentinel.source(), runs.get(i));
      promote(runs.get(i), landed);
      vintages += landed.size();
      progress.accept(
          "run "
              + (i + 1)
              + " of "
              + runs.size()
              + ", "
              + runs.get(i)
              + ": "
              + landed.size()
              + " answers");
    }
    return vintages;
  }

  private void promote(String run, List<Landed> answers) {
    if (answers.isEmpty()) {
      return;
    }
    List<Landed> landed = overlap.checked(answers, run);
    Set<String> toldInPart = newActions.toldInPart(Admission.newest(landed), run);
    Admission admission =
        Admission.of(landed, toldInPart, book.before(landed.get(0).at()), instruments);
    book.enter(admission);
    promotion.judge(run, admission.incoming());
    SilverTables.ALL.forEach(table -> promotion.commit(table, run));
  }
}
