package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Look.Seen;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what each answer showed of the sessions that are watched.
 *
 * <p>What came of an instrument that is held is no look: it may be another instrument's.
 *
 * <p>Once a session was seen final, further looks at it say nothing about its arrival and are not
 * kept: with 5,000 instruments they would be 50,000 rows a day.
 */
final class Looks {
  /** Looks are kept for sessions this many days before the watch began, at most. */
  private static final int DAYS_BEFORE_WATCH = 14;

  private final Ledger ledger;

  Looks(Ledger ledger) {
    this.ledger = ledger;
  }

  List<Look> seen(
      List<Landed> landed,
      Map<String, Instrument> instruments,
      Promoted promoted,
      Map<String, String> held) {
    List<Look> looks = new ArrayList<>();
    Map<Feed, Instant> since = ledger.watchedSince(SilverTables.BARS.fullName());
    for (Landed one : landed) {
      Instrument instrument = instruments.get(one.request().symbol().value());
      boolean answered =
          one.outcome() instanceof Outcome.Bars || one.outcome() instanceof Outcome.Empty;
      boolean isHeld = held.containsKey(one.request().symbol().value());
      if (instrument != null && answered && !isHeld && instrument.calendar().isPresent()) {
        looks.addAll(of(one, instrument, promoted, since));
      }
    }
    return informative(looks);
  }

  private static List<Look> of(
      Landed landed, Instrument instrument, Promoted promoted, Map<Feed, Instant> since) {
    Feed feed = instrument.feed();
    Instant at = landed.vintage().orElseThrow().receipt().retrievedAt();
    LocalDate from =
        later(
            landed.request().from().atZone(instrument.zone()).toLocalDate(),
            since
                .getOrDefault(feed, at)
                .atZone(instrument.zone())
                .toLocalDate()
                .minusDays(DAYS_BEFORE_WATCH));
    LocalDate to = at.atZone(instrument.zone()).toLocalDate().plusDays(1);
    Set<LocalDate> rows = rows(landed);
    Promoted.Seen seen =
        promoted.seen().getOrDefault(feed.instrument(), new Promoted.Seen(Set.of(), Set.of()));
    List<Look> looks = new ArrayList<>();
    for (Session session : instrument.calendar().orElseThrow().sessions(from, to, at)) {
      boolean asked = !session.open().isAfter(at) && session.open().isBefore(landed.request().to());
      if (asked) {
        looks.add(new Look(feed, session.date(), at, seen(session.date(), rows, seen)));
      }
    }
    return looks;
  }

  /** A row that was refused, or has no prices, is no arrival: it counts as a null bar. */
  private static Seen seen(LocalDate session, Set<LocalDate> rows, Promoted.Seen accepted) {
    if (accepted.settled().contains(session)) {
      return Seen.FINAL;
    }
    if (accepted.provisional().contains(session)) {
      return Seen.PROVISIONAL;
    }
    return rows.contains(session) ? Seen.NULL : Seen.NOTHING;
  }

  private static Set<LocalDate> rows(Landed landed) {
    return landed.outcome() instanceof Outcome.Bars bars
        ? bars.bars().stream().flatMap(b -> b.session().stream()).collect(Collectors.toSet())
        : Set.of();
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private List<Look> informative(List<Look> looks) {
    if (looks.isEmpty()) {
      return looks;
    }
    LocalDate first = looks.stream().map(Look::session).min(LocalDate::compareTo).orElseThrow();
    record Key(Feed feed, LocalDate session) {}
    Set<Key> arrived = new HashSet<>();
    for (Look look : ledger.looks(looks.get(0).feed().dataset(), first)) {
      if (look.seen() == Seen.FINAL) {
        arrived.add(new Key(look.feed(), look.session()));
      }
    }
    return looks.stream().filter(l -> !arrived.contains(new Key(l.feed(), l.session()))).toList();
  }
}
