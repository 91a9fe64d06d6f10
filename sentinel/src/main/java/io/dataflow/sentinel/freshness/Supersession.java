package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a written expectation with what would be written now, and says what changed. */
final class Supersession {
  /** What may supersede a written expectation. */
  enum Reach {
    SETTINGS_AND_CALENDAR,
    CALENDAR
  }

  private Supersession() {}

  /** The superseding row; empty when the written one still stands. */
  static Optional<Expectation> of(
      Watch watch, Expectation old, Session session, Instant now, Reach reach) {
    Expectation fresh = watch.expectation(session, now, "");
    List<String> hours = new ArrayList<>();
    changed(hours, "open", old.open(), fresh.open());
    changed(hours, "close", old.close(), fresh.close());
    boolean calendarSaysOtherwise = !hours.isEmpty() || owedByCalendarAlone(watch, old, session);
    List<String> changes = new ArrayList<>(hours);
    changed(changes, "lag", old.lag(), fresh.lag());
    changed(changes, "grace", old.grace(), fresh.grace());
    changed(changes, "settle", old.arrival().settle(), fresh.arrival().settle());
    changed(changes, "judge", old.arrival().judge(), fresh.arrival().judge());
    changed(changes, "minimum share", old.arrival().minimumShare(), fresh.arrival().minimumShare());
    if (old.owed() != fresh.owed()) {
      changes.add(owing(watch, old, session));
    }
    boolean ahead = old.deadline().isAfter(now) || fresh.deadline().isAfter(now);
    boolean bySettings = ahead && reach == Reach.SETTINGS_AND_CALENDAR;
    if (changes.isEmpty() || !(calendarSaysOtherwise || bySettings)) {
      return Optional.empty();
    }
    watch.terms().silence(session.date()).ifPresent(text -> first(changes, text));
    return Optional.of(watch.expectation(session, now, String.join("; ", changes)));
  }

  /** The row that says a session is not held after all. */
  static Expectation closed(Watch watch, Expectation old, Instant now) {
    String why = watch.calendar().closure(old.session(), now).orElse("no session in the calendar");
    return new Expectation(
        old.feed(),
        old.session(),
        old.open(),
        old.close(),
        old.deadline(),
        old.lag(),
        old.grace(),
        old.arrival(),
        false,
        watch.calendar().name(),
        watch.calendar().version(),
        now,
        "closed: " + why);
  }

  /** A session that turned optional or owed, or lies before the first trade: no matter of terms. */
  private static boolean owedByCalendarAlone(Watch watch, Expectation old, Session session) {
    boolean silent = watch.terms().silence(session.date()).isPresent();
    boolean wasSilent = old.reason().startsWith(FeedTerms.SILENT);
    return !silent && !wasSilent && old.owed() != watch.owed(session);
  }

  private static String owing(Watch watch, Expectation old, Session session) {
    if (!old.owed()) {
      return "a bar is owed after all, where there was: " + old.reason();
    }
    if (watch.beforeFirstTrade(session.date())) {
      return "before the first trade date " + watch.firstTrade().orElseThrow();
    }
    return watch.terms().silence(session.date()).orElse("partial holiday: no bar is owed");
  }

  private static void first(List<String> changes, String text) {
    changes.remove(text);
    changes.add(0, text);
  }

  private static void changed(List<String> changes, String what, Object old, Object fresh) {
    if (!old.equals(fresh)) {
      changes.add(what + " " + old + " -> " + fresh);
    }
  }
}
