package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Decides which expectations of a feed to write, and which of the written ones count.
 *
 * <p>Pure: asking twice with the first answer among the written ones gives nothing new.
 */
public final class Expectations {
  /** How far ahead expectations are written when nothing else is said. */
  public static final Duration HORIZON = Duration.ofDays(7);

  /** The reason of an expectation written before its session closed. */
  public static final String SCHEDULED = "scheduled";

  /** The reason of one written later: nothing ran in between, or the watch began then. */
  public static final String SCHEDULED_LATE = "scheduled, written after its close";

  /** No exchange of our calendars was ever closed longer than this on purpose. */
  private static final int LONGEST_CLOSURE_DAYS = 60;

  private Expectations() {}

  /** Equal to {@link #toWrite(Watch, List, Instant, Duration)} with {@link #HORIZON}. */
  public static List<Expectation> toWrite(Watch watch, List<Expectation> written, Instant now) {
    return toWrite(watch, written, now, HORIZON);
  }

  /**
   * The expectations to add now: new sessions, and superseding rows where something changed.
   *
   * <p>The first session is the oldest of {@code written}; with none, the newest owed session that
   * was due at watched-since, so that the first run already judges the session that should be
   * current. A change of lag, grace or silence supersedes only while the old or the new deadline is
   * ahead: settings do not rewrite what was already judged. A change of the calendar's hours or a
   * declared closure always supersedes. A new calendar version with equal hours writes nothing.
   *
   * @param written those of this feed; leaving out old ones is allowed, leaving out some between is
   *     not
   * @param horizon sessions that close within this time after {@code now} are written ahead
   */
  public static List<Expectation> toWrite(
      Watch watch, List<Expectation> written, Instant now, Duration horizon) {
    return toWrite(watch, written, now, horizon, Supersession.Reach.SETTINGS_AND_CALENDAR);
  }

  /**
   * What {@link #toWrite(Watch, List, Instant, Duration)} would have added at an earlier instant by
   * what was set then, which the expectations written by then tell: today's settings count only
   * where none was. What the calendar knew then counts.
   */
  public static List<Expectation> asOf(
      Watch watch, List<Expectation> written, Instant then, Duration horizon) {
    TreeMap<LocalDate, Expectation> known = inForce(written, then);
    Watch asSet = known.isEmpty() ? watch : watch.by(known.lastEntry().getValue());
    return toWrite(asSet, written, then, horizon, Supersession.Reach.CALENDAR);
  }

  private static List<Expectation> toWrite(
      Watch watch,
      List<Expectation> written,
      Instant now,
      Duration horizon,
      Supersession.Reach reach) {
    TreeMap<LocalDate, Expectation> known = inForce(written, now);
    LocalDate start = known.isEmpty() ? firstSession(watch, now) : known.firstKey();
    Instant end = now.plus(horizon);
    LocalDate lastDate = end.atZone(watch.calendar().zone()).toLocalDate().plusDays(1);
    List<Expectation> rows = new ArrayList<>();
    for (Session session : watch.calendar().sessions(start, lastDate, now)) {
      Expectation old = known.remove(session.date());
      if (old != null) {
        Supersession.of(watch, old, session, now, reach).ifPresent(rows::add);
      } else if (!session.close().isAfter(end) && !watch.beforeFirstTrade(session.date())) {
        rows.add(watch.expectation(session, now, scheduled(watch, session, now)));
      }
    }
    known.headMap(lastDate, true).values().stream()
        .filter(Expectation::owed)
        .forEach(old -> rows.add(Supersession.closed(watch, old, now)));
    rows.sort(Comparator.comparing(Expectation::session));
    return List.copyOf(rows);
  }

  /**
   * The expectation of each session that counts at an instant: the newest recorded not after it.
   * Together with what {@link #toWrite} gives for that instant this is what a judge needs when
   * nothing ran for a while.
   */
  public static TreeMap<LocalDate, Expectation> inForce(List<Expectation> written, Instant asOf) {
    TreeMap<LocalDate, Expectation> newest = new TreeMap<>();
    for (Expectation row : written) {
      if (!row.recordedAt().isAfter(asOf)) {
        newest.merge(row.session(), row, (a, b) -> b.recordedAt().isBefore(a.recordedAt()) ? a : b);
      }
    }
    return newest;
  }

  private static LocalDate firstSession(Watch watch, Instant now) {
    LocalDate since = watch.since().atZone(watch.calendar().zone()).toLocalDate();
    LocalDate first =
        watch
            .calendar()
            .sessions(since.minusDays(LONGEST_CLOSURE_DAYS), since.plusDays(1), now)
            .stream()
            .filter(s -> s.owed() && !watch.deadline(s).isAfter(watch.since()))
            .reduce((a, b) -> b)
            .map(Session::date)
            .orElse(since);
    return watch.firstTrade().filter(first::isBefore).orElse(first);
  }

  private static String scheduled(Watch watch, Session session, Instant now) {
    String when = session.close().isAfter(now) ? SCHEDULED : SCHEDULED_LATE;
    return watch.terms().silence(session.date()).orElse(when);
  }
}
