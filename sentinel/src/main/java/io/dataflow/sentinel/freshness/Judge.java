package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges a feed at an instant from what was expected, looked at and held.
 *
 * <p>Immutable and thread-safe; the same evidence gives the same verdict. It trusts the written
 * expectations for hours and deadlines and asks the calendar only why a date is closed, what an
 * unowed session is, and how far it is verified.
 *
 * <pre>
 * expectation  2026-03-06  close Fri 21:00Z  lag 6 h 30 min  grace 1 h  deadline Sat 04:30Z
 * looks        Sat 04:45Z NOTHING
 * holding      2026-03-05 FINAL
 * as of        Sat 05:00Z   ->  2026-03-06 OVERDUE, absent; LATE
 * </pre>
 */
public final class Judge {
  /** How long before the end of a calendar's verified range a verdict warns of it. */
  public static final Period WARN_AHEAD = Period.ofDays(60);

  /** No calendar is closed longer than this after its verified range without our having asked. */
  private static final Period UNVERIFIED_AT_MOST = Period.ofDays(7);

  /** Day 0, 1970-01-01, was a Thursday: days after a Monday. */
  private static final int THURSDAY = 3;

  /** Saturday is so many days after a Monday. */
  private static final int WEEKEND = 5;

  private final TradingCalendar calendar;
  private final FeedTerms terms;

  public Judge(TradingCalendar calendar, FeedTerms terms) {
    this.calendar = Objects.requireNonNull(calendar, "calendar");
    this.terms = Objects.requireNonNull(terms, "terms");
  }

  /**
   * The verdict of a feed.
   *
   * <p>When nothing ran for a while the written expectations may end before {@code asOf}; add those
   * of {@link Expectations#toWrite} for that instant first.
   */
  public FeedVerdict verdict(Evidence evidence, Instant asOf) {
    Records records = new Records(evidence, asOf);
    SessionJudge sessionJudge = new SessionJudge(calendar, records, asOf);
    Tally tally = new Tally(asOf);
    List<SessionVerdict> sessions = sessions(records, sessionJudge, tally, asOf);
    Coverage coverage = tally.coverage().plus(before(evidence, records, asOf));
    Verdict verdict = decide(records, tally, asOf);
    return new FeedVerdict(
        evidence.feed(),
        Optional.of(calendar.name()),
        verdict,
        new Sentence(sessions, tally).of(verdict, unknownReason(records, sessionJudge)),
        sessions,
        records.lastHeld(),
        tally.expected(),
        tally.next(),
        coverage,
        warnings(asOf));
  }

  /**
   * What is said of one date, also of one outside the judged sessions; empty for a session without
   * an expectation, which only counts as coverage.
   */
  public Optional<SessionVerdict> session(Evidence evidence, LocalDate date, Instant asOf) {
    Records records = new Records(evidence, asOf);
    Expectation expectation = records.expectations().get(date);
    if (expectation != null) {
      return Optional.of(new SessionJudge(calendar, records, asOf).judge(expectation));
    }
    return closure(date, asOf);
  }

  private List<SessionVerdict> sessions(
      Records records, SessionJudge sessionJudge, Tally tally, Instant asOf) {
    List<SessionVerdict> all = new ArrayList<>();
    LocalDate previous = LocalDate.MAX;
    boolean ahead = false;
    for (Map.Entry<LocalDate, Expectation> entry : records.expectations().entrySet()) {
      Expectation expectation = entry.getValue();
      SessionVerdict session = sessionJudge.judge(expectation);
      tally.add(expectation, session);
      if (!ahead) {
        closures(all, previous, entry.getKey(), asOf);
        all.add(session);
      }
      ahead |= expectation.owed() && expectation.open().isAfter(asOf);
      previous = entry.getKey();
    }
    return all;
  }

  private void closures(
      List<SessionVerdict> all, LocalDate previous, LocalDate next, Instant asOf) {
    if (previous.equals(LocalDate.MAX)) {
      return;
    }
    for (long day = previous.toEpochDay() + 1; day < next.toEpochDay(); day++) {
      if (Math.floorMod(day + THURSDAY, 7) < WEEKEND) {
        closure(LocalDate.ofEpochDay(day), asOf).ifPresent(all::add);
      }
    }
  }

  private Optional<SessionVerdict> closure(LocalDate date, Instant asOf) {
    if (calendar.session(date, asOf).isPresent()) {
      return Optional.empty();
    }
    String reason = calendar.closure(date, asOf).orElse("no session in the calendar");
    return Optional.of(SessionVerdict.closed(date, Optional.empty(), reason));
  }

  private Coverage before(Evidence evidence, Records records, Instant asOf) {
    if (evidence.coverageFrom().isEmpty() || records.expectations().isEmpty()) {
      return Coverage.NONE;
    }
    LocalDate until = records.expectations().firstKey().minusDays(1);
    LocalDate from = evidence.coverageFrom().get();
    if (from.isAfter(until)) {
      return Coverage.NONE;
    }
    int due = 0;
    int there = 0;
    for (var session : calendar.sessions(from, until, asOf)) {
      if (session.owed() && terms.silence(session.date()).isEmpty()) {
        due++;
        there += records.holding(session.date()).filter(this::counts).isPresent() ? 1 : 0;
      }
    }
    return new Coverage(there, due);
  }

  private boolean counts(Holding holding) {
    if (holding.bars().isPresent()) {
      return holding.bars().get().complete(terms.minimumShare());
    }
    return switch (holding.state()) {
      case FINAL -> true;
      case PROVISIONAL -> terms.judge() == JudgedBy.PROVISIONAL;
      case ABSENT -> false;
    };
  }

  private Verdict decide(Records records, Tally tally, Instant asOf) {
    if (!records.everHadData() || tally.unverified() || pastVerified(asOf)) {
      return Verdict.UNKNOWN;
    }
    return switch (tally.missing()) {
      case 0 -> Verdict.FRESH;
      case 1 -> Verdict.LATE;
      default -> Verdict.STALE;
    };
  }

  private String unknownReason(Records records, SessionJudge sessionJudge) {
    return records.everHadData() ? sessionJudge.unverified() : "the instrument never had data";
  }

  /** A calendar that ends with its verified range names no session after it, so none is overdue. */
  private boolean pastVerified(Instant asOf) {
    LocalDate today = today(asOf);
    return calendar
        .verifiedUntil()
        .filter(d -> d.plus(UNVERIFIED_AT_MOST).isBefore(today))
        .isPresent();
  }

  private List<String> warnings(Instant asOf) {
    return calendar
        .verifiedUntil()
        .filter(end -> !end.minus(WARN_AHEAD).isAfter(today(asOf)))
        .map(
            end ->
                "calendar "
                    + calendar.name()
                    + " is verified until "
                    + Wording.day(end)
                    + " only; sessions after it cannot be judged: add the exchange's new dates")
        .map(List::of)
        .orElse(List.of());
  }

  private LocalDate today(Instant asOf) {
    return asOf.atZone(calendar.zone()).toLocalDate();
  }
}
