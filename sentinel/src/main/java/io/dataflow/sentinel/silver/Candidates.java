package io.dataflow.sentinel.silver;

import io.dataflow.sentinel.source.CandidateBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the bars of a batch as rows, each with the context that rules may name. */
final class Candidates {
  /** Beyond this ratio between two closes, units are mixed up or the level has shifted. */
  private static final double JUMP = 50;

  /** So many bars at a new level are a fact, not a slip. */
  private static final int NEW_LEVEL = 15;

  private final Map<String, LastBar> lastBars;

  /**
   * @param lastBars silver's last bar before a symbol's first candidate, by symbol
   */
  Candidates(Map<String, LastBar> lastBars) {
    this.lastBars = lastBars;
  }

  /** The values of a bar that silver already has. */
  record LastBar(double open, double high, double low, double close, long volume) {
    boolean repeatedBy(CandidateBar bar) {
      return bar.open() == open
          && bar.high() == high
          && bar.low() == low
          && bar.close() == close
          && bar.volume().orElse(0) == volume;
    }
  }

  List<Object[]> rows(List<Incoming> batch) {
    List<Object[]> rows = new ArrayList<>();
    for (Incoming incoming : batch) {
      Optional<LastBar> before = Optional.ofNullable(lastBars.get(incoming.symbol().value()));
      List<CandidateBar> bars = incoming.bars().bars();
      double[] references = references(bars, before.map(LastBar::close).orElse(Double.NaN));
      for (int i = 0; i < bars.size(); i++) {
        rows.add(row(incoming, bars.get(i), repeats(bars, i, before), references[i]));
      }
    }
    return rows;
  }

  private static boolean repeats(List<CandidateBar> bars, int i, Optional<LastBar> before) {
    CandidateBar bar = bars.get(i);
    if (bar.empty()) {
      return false;
    }
    return i > 0
        ? bars.get(i - 1).sameValues(bar)
        : before.filter(last -> last.repeatedBy(bar)).isPresent();
  }

  /**
   * For each bar the last close before it at the same price level. A bar that jumps fifty-fold
   * keeps the reference, so that a block in the wrong unit is refused as a whole; a level that
   * lasts becomes the reference.
   */
  private static double[] references(List<CandidateBar> bars, double before) {
    double[] references = new double[bars.size()];
    double reference = before;
    int jumped = 0;
    for (int i = 0; i < bars.size(); i++) {
      double close = bars.get(i).close();
      references[i] = reference;
      if (!(close > 0)) {
        continue;
      }
      boolean jump = close >= reference * JUMP || close <= reference / JUMP;
      jumped = jump ? jumped + 1 : 0;
      if (jumped == NEW_LEVEL) {
        java.util.Arrays.fill(references, i - NEW_LEVEL + 1, i + 1, Double.NaN);
      }
      if (!jump || jumped == NEW_LEVEL) {
        reference = close;
        jumped = 0;
      }
    }
    return references;
  }

  private static Object[] row(
      Incoming incoming, CandidateBar bar, boolean repeats, double reference) {
    var receipt = incoming.vintage().receipt();
    var facts = incoming.bars().facts();
    return new Object[] {
      receipt.request().symbol().value(),
      receipt.request().interval().code(),
      bar.session().orElse(null),
      receipt.source(),
      bar.stamp(),
      orNull(bar.open()),
      orNull(bar.high()),
      orNull(bar.low()),
      orNull(bar.close()),
      orNull(bar.adjclose()),
      bar.volume().isPresent() ? bar.volume().getAsLong() : null,
      facts.currency().orElse(null),
      incoming.settled(bar) ? "final" : "provisional",
      receipt.retrievedAt(),
      receipt.sha256(),
      facts.type().orElse(""),
      bar.session().map(incoming::sessionKind).orElse("unknown"),
      (long) bar.copies(),
      bar.session().map(incoming::inFuture).orElse(false),
      repeats,
      orNull(reference)
    };
  }

  private static Double orNull(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
