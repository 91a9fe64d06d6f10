package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The bars of a feed as they arrive, check by check, and the tables it leaves when some do not. */
final class Arrivals {
  private static final int NONE = -1;

  private final List<Session> bars;
  private final Map<LocalDate, Integer> byDate = new HashMap<>();
  private final Instant[] arrival;
  private final int[] order;
  private final boolean[] here;
  private int next;
  private int newest = NONE;

  /**
   * @param bars in order of dates, none twice
   */
  Arrivals(List<Session> bars, Delays delays) {
    this.bars = bars;
    this.here = new boolean[bars.size()];
    this.arrival =
        bars.stream().map(s -> s.close().plus(delays.of(s.date()))).toArray(Instant[]::new);
    this.order =
        IntStream.range(0, bars.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> arrival[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < bars.size(); i++) {
      byDate.put(bars.get(i).date(), i);
    }
  }

  /** Goes on to a later instant; true when bars arrived since the one before. */
  boolean advance(Instant now) {
    int before = next;
    while (next < order.length && !arrival[order[next]].isAfter(now)) {
      here[order[next]] = true;
      newest = Math.max(newest, order[next]);
      next++;
    }
    return next > before;
  }

  int index(LocalDate session) {
    return byDate.get(session);
  }

  Session bar(int index) {
    return bars.get(index);
  }

  /** Of the feed that loses nothing. */
  Table whole() {
    return new View(NONE, Integer.MAX_VALUE, NONE);
  }

  /** Of the same feed had this bar come at its close. */
  Table whollyWith(int index) {
    return new View(NONE, Integer.MAX_VALUE, index);
  }

  /** Of a feed that loses bars. */
  Table without(int index, Loss loss) {
    return switch (loss) {
      case ONE_SESSION -> new View(index, Integer.MAX_VALUE, NONE);
      case ALL_FROM_IT_ON -> new View(NONE, index, NONE);
    };
  }

  /** What arrived, but for one bar or for all from one on, and with one that is there anyway. */
  private final class View implements Table {
    private final int lost;
    private final int lostFrom;
    private final int added;

    View(int lost, int lostFrom, int added) {
      this.lost = lost;
      this.lostFrom = lostFrom;
      this.added = added;
    }

    @Override
    public Optional<Session> last() {
      int last = Math.max(Math.min(newest, lostFrom - 1), added);
      while (last > NONE && !there(last)) {
        last--;
      }
      return last > NONE ? Optional.of(bars.get(last)) : Optional.empty();
    }

    @Override
    public boolean holds(LocalDate session) {
      Integer index = byDate.get(session);
      return index != null && there(index);
    }

    private boolean there(int index) {
      return index == added || (here[index] && index != lost && index < lostFrom);
    }
  }
}
