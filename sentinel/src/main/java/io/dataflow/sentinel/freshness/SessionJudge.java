package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Judges one session of a feed at one instant. */
final class SessionJudge {
  private final TradingCalendar calendar;
  private final Records records;
  private final Instant asOf;
  private final Optional<LocalDate> verifiedUntil;

  SessionJudge(TradingCalendar calendar, Records records, Instant asOf) {
    this.calendar = calendar;
    this.records = records;
    this.asOf = asOf;
    this.verifiedUntil = calendar.verifiedUntil();
  }

  SessionVerdict judge(Expectation expectation) {
    Optional<Holding> holding = records.holding(expectation.session());
    return state(expectation, holding).counting(holding.flatMap(Holding::bars));
  }

  private SessionVerdict state(Expectation expectation, Optional<Holding> holding) {
    boolean here = here(expectation, holding);
    if (!expectation.owed()) {
      return here && optional(expectation) ? arrived(expectation) : closed(expectation);
    }
    if (!here && asOf.isBefore(expectation.deadline())) {
      Due due = Due.of(expectation);
      return inPart(holding) ? SessionVerdict.partial(due) : SessionVerdict.notDue(due);
    }
    if (verifiedUntil.isPresent() && expectation.session().isAfter(verifiedUntil.get())) {
      return SessionVerdict.unknown(Due.of(expectation), unverified());
    }
    if (here) {
      return arrived(expectation);
    }
    return records.everHadData()
        ? new Blame(records, expectation).overdue()
        : SessionVerdict.unknown(Due.of(expectation), "the instrument never had data");
  }

  /** Whether some bars of an intraday session are there. */
  private static boolean inPart(Optional<Holding> holding) {
    return holding
        .filter(h -> h.feed().interval().intraday() && h.state() != Holding.State.ABSENT)
        .isPresent();
  }

  String unverified() {
    return "calendar "
        + calendar.name()
        + " is verified until "
        + verifiedUntil.map(Wording::day).orElse("no date")
        + " only";
  }

  /** Whether the table holds a bar that counts; before the close none does. */
  private boolean here(Expectation expectation, Optional<Holding> holding) {
    if (holding.isEmpty() || asOf.isBefore(expectation.close())) {
      return false;
    }
    if (holding.get().bars().isPresent()) {
      return holding.get().bars().get().complete(expectation.arrival().minimumShare());
    }
    return switch (holding.get().state()) {
      case FINAL -> true;
      case PROVISIONAL -> provisionalCounts(expectation);
      case ABSENT -> false;
    };
  }

  /** A bar seen while the session ran is not the session's bar; imported bars have no looks. */
  private boolean provisionalCounts(Expectation expectation) {
    if (expectation.arrival().judge() != JudgedBy.PROVISIONAL) {
      return false;
    }
    List<Look> looks = records.looks(expectation.session());
    return looks.isEmpty() || looks.stream().anyMatch(look -> sees(look, expectation));
  }

  /** A look at an intraday session sees FINAL when it was complete, PROVISIONAL when in part. */
  private static boolean sees(Look look, Expectation expectation) {
    if (expectation.feed().interval().intraday()) {
      return look.seen() == Look.Seen.FINAL;
    }
    return switch (expectation.arrival().judge()) {
      case FINAL -> look.seen() == Look.Seen.FINAL;
      case PROVISIONAL ->
          look.seen().compareTo(Look.Seen.PROVISIONAL) >= 0
              && !look.at().isBefore(expectation.close());
    };
  }

  private SessionVerdict arrived(Expectation expectation) {
    Optional<Arrival> arrival = arrival(expectation);
    Instant deadline = expectation.deadline();
    boolean inTime = arrival.filter(a -> !a.firstWith().isAfter(deadline)).isPresent();
    boolean missedAfter =
        arrival.flatMap(Arrival::lastWithout).filter(at -> !at.isBefore(deadline)).isPresent();
    boolean late = missedAfter && expectation.owed();
    return new SessionVerdict(
        expectation.session(),
        late ? SessionState.LATE_ARRIVED : SessionState.ON_TIME,
        Optional.of(deadline),
        Optional.empty(),
        arrival,
        inTime || late,
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Arrival> arrival(Expectation expectation) {
    Optional<Instant> without = Optional.empty();
    for (Look look : records.looks(expectation.session())) {
      if (sees(look, expectation)) {
        return Optional.of(new Arrival(without, look.at()));
      }
      without = Optional.of(look.at());
    }
    return Optional.empty();
  }

  private boolean optional(Expectation expectation) {
    return trading(expectation).isPresent();
  }

  /** What the calendar has for a session of which it owes no bar; empty where it is another. */
  private Optional<String> trading(Expectation expectation) {
    if (expectation.reason().startsWith(FeedTerms.SILENT)) {
      return Optional.empty();
    }
    return calendar
        .session(expectation.session(), asOf)
        .flatMap(
            session ->
                switch (session.kind()) {
                  case REGULAR, SPECIAL_HOURS -> Optional.empty();
                  case OPTIONAL -> Optional.of("partial holiday");
                  case EXTRA -> Optional.of("trading on a day listed as closed");
                });
  }

  private SessionVerdict closed(Expectation expectation) {
    Optional<String> trading = trading(expectation);
    String reason =
        trading.isPresent()
            ? trading.get() + ": no bar is owed"
            : calendar
                .closure(expectation.session(), asOf)
                .filter(text -> !expectation.reason().startsWith(FeedTerms.SILENT))
                .orElse(expectation.reason());
    return SessionVerdict.closed(
        expectation.session(), Optional.of(expectation.deadline()), reason);
  }
}
