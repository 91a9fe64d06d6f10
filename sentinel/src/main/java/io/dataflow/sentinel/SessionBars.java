package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.BarCount;
import io.dataflow.sentinel.freshness.BarCount.End;
import io.dataflow.sentinel.freshness.Look.Seen;
import io.dataflow.sentinel.market.BarSchedule;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.BarReading;
import io.dataflow.sentinel.table.Stamps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts an instrument's bars into the sessions of a calendar, and counts them.
 *
 * <p>A bar belongs to the session in which it starts. What starts before the open, in a break or
 * after the close belongs to none. A stamp of the very close is no bar of the schedule either: some
 * vendors write the closing auction so, and it tells that the session has ended. So does a bar of a
 * later session, of an instrument that has any bar of this one.
 *
 * <pre>
 * XNYS 2024-07-03, 5m   13:25 none | 13:30 first ... 16:55 last | 17:00 it has ended | 17:05 none
 * </pre>
 */
final class SessionBars {
  private final List<Grid> sessions;
  private final LocalDate first;
  private final Instant now;

  /** A session and its bars. */
  private record Grid(Session session, BarSchedule schedule) {}

  /**
   * @param first the first session that counts
   * @param now what is stamped later is no bar yet
   */
  SessionBars(TradingCalendar calendar, Interval interval, LocalDate first, Instant now) {
    LocalDate tomorrow = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    this.sessions =
        calendar.sessions(first.minusDays(1), tomorrow, now).stream()
            .filter(s -> !s.open().isAfter(now))
            .map(s -> new Grid(s, BarSchedule.of(s, interval)))
            .toList();
    this.first = first;
    this.now = now;
  }

  /**
   * What an instrument has.
   *
   * @param sessions each that has opened, also one without a bar
   * @param outside bars that belong to no session
   * @param ahead the last stamp that is later than now
   */
  record Counted(
      NavigableMap<LocalDate, SessionRows> sessions, int outside, Optional<Instant> ahead) {}

  /** Counts an instrument's bars. */
  Counted count(BarReading.Bars bars) {
    Placed there = new Placed(bars.there());
    Placed empty = new Placed(bars.empty());
    TreeMap<LocalDate, SessionRows> rows = new TreeMap<>();
    boolean later = false;
    for (int i = sessions.size() - 1; i >= 0; i--) {
      if (!sessions.get(i).session().date().isBefore(first)) {
        BarCount count = there.count(i, later);
        Seen seen = count.there() > 0 ? Seen.FINAL : empty.any(i) ? Seen.NULL : Seen.NOTHING;
        rows.put(sessions.get(i).session().date(), SessionRows.of(seen, count));
      }
      later |= there.any(i);
    }
    return new Counted(rows, there.outside, there.ahead);
  }

  /** Stamps by session, in one walk over both. */
  private final class Placed {
    private final int[] there = new int[sessions.size()];
    private final boolean[] last = new boolean[sessions.size()];
    private final boolean[] closing = new boolean[sessions.size()];
    private Optional<Instant> before = Optional.empty();
    private int outside;
    private Optional<Instant> ahead = Optional.empty();

    Placed(Stamps stamps) {
      int at = -1;
      for (int i = 0; i < stamps.size(); i++) {
        Instant stamp = stamps.at(i);
        if (stamp.isAfter(now)) {
          ahead = Optional.of(stamps.at(stamps.size() - 1));
          return;
        }
        while (at + 1 < sessions.size() && !stamp.isBefore(open(at + 1))) {
          at++;
        }
        if (at >= 0) {
          add(at, stamp);
        }
      }
    }

    private Instant open(int session) {
      return sessions.get(session).session().open();
    }

    /** Stamps come in order, so that two of one bar follow each other. */
    private void add(int at, Instant stamp) {
      Session session = sessions.get(at).session();
      if (stamp.equals(session.close())) {
        closing[at] = true;
      } else if (!session.runsAt(stamp) || session.pausedAt(stamp)) {
        outside++;
      } else {
        BarSchedule schedule = sessions.get(at).schedule();
        Optional<Instant> start = schedule.startOf(stamp);
        if (!start.equals(before)) {
          there[at]++;
          before = start;
        }
        last[at] |= start.equals(Optional.of(schedule.last()));
      }
    }

    boolean any(int at) {
      return there[at] > 0 || closing[at];
    }

    /** A session none of whose bars came has not ended: it may be all that is missing. */
    BarCount count(int at, boolean later) {
      End end =
          last[at]
              ? End.LAST_BAR
              : there[at] > 0 && (closing[at] || later) ? End.LATER_BAR : End.NOT_SEEN;
      return new BarCount(there[at], sessions.get(at).schedule().size(), end);
    }
  }
}
