package io.dataflow.sentinel.source.standin;

import java.util.List;

/** Picks the bars a request asks for. */
final class ChartSelection {
  private ChartSelection() {}

  /** Bars of the window, or the last sessions of a range such as {@code 5d}. */
  static List<Bar> of(ChartRequest request, ChartState state, Window window) {
    List<Bar> bars = state.bars();
    int count = ChartRules.sessions(request).orElse(0);
    if (count == 0) {
      return within(bars, window, state.venue().includesEnd() && request.hasPeriod());
    }
    // seen before an open: range=1d is then the coming session, which has no bar yet
    boolean none = count == 1 && ChartWriter.preOpen(state);
    return none ? List.of() : bars.subList(Math.max(0, bars.size() - count), bars.size());
  }

  private static List<Bar> within(List<Bar> bars, Window window, boolean withEnd) {
    int from = 0;
    while (from < bars.size() && bars.get(from).stamp() < window.from()) {
      from++;
    }
    int to = bars.size();
    while (to > from && beyond(bars.get(to - 1).stamp(), window.to(), withEnd)) {
      to--;
    }
    return bars.subList(from, to);
  }

  private static boolean beyond(long stamp, long end, boolean withEnd) {
    return withEnd ? stamp > end : stamp >= end;
  }
}
