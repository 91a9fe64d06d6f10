package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Proof;
import io.dataflow.sentinel.incident.Subject;
import io.dataflow.sentinel.incident.Survey;
import io.dataflow.sentinel.silver.Promoted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what verdicts mean in terms of incidents: what is wrong with which instrument, and what was
 * seen to be well.
 *
 * <p>Each instrument's trouble is told once, by its deepest cause: a bar that was not fetched is no
 * hole in silver and no old table in gold besides.
 */
final class Surveyor {
  /** Stands for the exchange of an instrument without a calendar. */
  private static final String NO_EXCHANGE = "no exchange";

  /** Stands for the source of what others write. */
  private static final String OWN_TABLE = "table";

  /** Causes under which nobody looked since the bar could be there. */
  private static final Set<Cause> UNSEEN = EnumSet.of(Cause.NOT_LOOKED, Cause.PROVISIONAL_ONLY);

  /** A run at the deadline takes its time. */
  private static final Duration AFTER_DEADLINE = Duration.ofHours(1);

  private final Instant at;
  private final List<Observation> wrong = new ArrayList<>();
  private final Map<IncidentClass, Map<Survey.Place, Proof>> well =
      new EnumMap<>(IncidentClass.class);
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Map<String, Subject> subjects = new HashMap<>();
  private final Map<String, Set<LocalDate>> arrived = new HashMap<>();
  private final Optional<Instant> lastRun;
  private final List<SessionVerdict> notLooked = new ArrayList<>();

  /** As a run sees it that has just looked. */
  Surveyor(Instant at) {
    this(at, Optional.empty());
  }

  /**
   * As somebody sees it who looks at what runs left.
   *
   * @param lastRun the instant the last run judged that came to its end: what fell due after it and
   *     was not asked for waits for a run, and is the trouble of no instrument
   */
  Surveyor(Instant at, Optional<Instant> lastRun) {
    this.at = at;
    this.lastRun = lastRun;
  }

  /**
   * Takes the verdicts of all instruments that are watched.
   *
   * @param denied instruments that a source does not know, with what it says
   */
  Surveyor verdicts(
      List<Instrument> instruments, List<FeedVerdict> verdicts, Map<String, String> denied) {
    for (int i = 0; i < instruments.size(); i++) {
      String source = instruments.get(i).asset().sources().get(0);
      Optional<String> no = Optional.ofNullable(denied.get(verdicts.get(i).feed().instrument()));
      judged(source, verdicts.get(i), no);
    }
    return this;
  }

  /** Takes the verdicts of a user's own table. */
  Surveyor table(List<FeedVerdict> verdicts) {
    verdicts.forEach(verdict -> judged(OWN_TABLE, verdict, Optional.empty()));
    return this;
  }

  private void judged(String source, FeedVerdict verdict, Optional<String> denied) {
    String exchange = verdict.calendar().orElse(NO_EXCHANGE);
    Subject subject =
        new Subject(
            verdict.feed().dataset(), source, Optional.of(exchange), verdict.feed().instrument());
    subjects.put(subject.name(), subject);
    arrived.put(subject.name(), FeedTrouble.arrived(verdict));
    sizes.merge(exchange, 1, Integer::sum);
    judged(subject, verdict, denied);
  }

  private void judged(Subject subject, FeedVerdict verdict, Optional<String> denied) {
    if (verdict.calendar().isEmpty()) {
      wrong(IncidentClass.CALENDAR, subject, at, "a calendar", verdict.reason());
    } else if (verdict.verdict() != Verdict.UNKNOWN) {
      proven(subject, IncidentClass.CALENDAR, Proof.ofAll());
      proven(subject, IncidentClass.NEVER_ARRIVED, Proof.ofAll());
      overdue(subject, verdict);
    } else if (verdict.lastHeld().isPresent()) {
      wrong(IncidentClass.CALENDAR, subject, at, "a verified calendar", verdict.reason());
    } else if (denied.isPresent() || verdict.expected().isPresent()) {
      proven(subject, IncidentClass.CALENDAR, Proof.ofAll());
      String why = denied.orElse(verdict.reason());
      wrong(IncidentClass.NEVER_ARRIVED, subject, at, "bars of the instrument", why);
    }
    proven(subject, IncidentClass.HOLE, Proof.of(FeedTrouble.there(verdict)));
    wrong.addAll(FeedTrouble.holes(subject, verdict.holes(), at));
  }

  private void overdue(Subject subject, FeedVerdict verdict) {
    List<SessionVerdict> missing = verdict.missing();
    if (missing.stream().anyMatch(this::waitsForARun)) {
      missing.stream().filter(this::waitsForARun).forEach(notLooked::add);
      return;
    }
    proven(subject, IncidentClass.MISSING, Proof.ofAll());
    proven(subject, IncidentClass.REFUSED, Proof.ofAll());
    wrong.addAll(FeedTrouble.overdue(subject, missing, at));
  }

  private boolean waitsForARun(SessionVerdict session) {
    return session.cause().filter(UNSEEN::contains).isPresent()
        && lastRun.isPresent()
        && session.deadline().filter(d -> d.isAfter(lastRun.get())).isPresent();
  }

  /**
   * Takes it that no run looked where one was due; to be called after the verdicts.
   *
   * @param nextRun when the next run was to be over, as far as earlier ones tell
   */
  Surveyor awaitedRun(Instant nextRun) {
    Optional<Instant> first =
        notLooked.stream().flatMap(s -> s.deadline().stream()).min(Instant::compareTo);
    if (first.isEmpty() || at.isBefore(nextRun) || at.isBefore(first.get().plus(AFTER_DEADLINE))) {
      return this;
    }
    long sessions = notLooked.stream().map(SessionVerdict::session).distinct().count();
    return broken(
        IncidentClass.RUN_MISSING,
        RunAlerts.RUN,
        first.get(),
        "a run that looks by " + ReportText.moment(first.get()),
        "the last run that came to its end was as of "
            + ReportText.moment(lastRun.orElseThrow())
            + "; "
            + notLooked.size()
            + (notLooked.size() == 1 ? " bar was" : " bars were")
            + " due since",
        (int) Math.min(sessions, 2));
  }

  /** Takes what became of bars: those that came again and were refused, and those that changed. */
  Surveyor promoted(Promoter.Result result) {
    result.promoted().seen().forEach((symbol, seen) -> accepted(symbol, seen.settled()));
    cameAgain(result.promoted().refused()).forEach(this::cameAgain);
    result.promoted().restated().stream()
        .collect(Collectors.groupingBy(r -> r.symbol(), TreeMap::new, Collectors.toList()))
        .forEach(
            (symbol, some) ->
                some(
                    IncidentClass.RESTATED,
                    symbol,
                    some.stream().map(r -> r.session()).sorted().toList(),
                    "the bar that silver had",
                    some.get(0).change()));
    return this;
  }

  /**
   * The broken rules of refused bars, by symbol and session, where the bar is there all the same:
   * one that never was good is told when it is due, as overdue or as a hole.
   */
  private Map<String, Map<LocalDate, String>> cameAgain(List<Promoted.Refusal> refusals) {
    Map<String, Map<LocalDate, String>> again = new TreeMap<>();
    for (Promoted.Refusal each : refusals) {
      // a date from outside may be none that Java reads; those that are there were read before
      arrived.getOrDefault(each.symbol(), Set.of()).stream()
          .filter(date -> date.toString().equals(each.session()))
          .findFirst()
          .ifPresent(
              date ->
                  again
                      .computeIfAbsent(each.symbol(), s -> new TreeMap<>())
                      .put(date, String.join(", ", each.rules())));
    }
    return again;
  }

  private void accepted(String symbol, Set<LocalDate> sessions) {
    Optional.ofNullable(subjects.get(symbol))
        .ifPresent(s -> proven(s, IncidentClass.CHECK_FAILED, Proof.of(sessions)));
  }

  private void cameAgain(String symbol, Map<LocalDate, String> rules) {
    some(
        IncidentClass.CHECK_FAILED,
        symbol,
        List.copyOf(rules.keySet()),
        "a bar that meets the contract",
        "failed: " + rules.values().stream().distinct().collect(Collectors.joining("; ")));
  }

  private void some(
      IncidentClass what, String symbol, List<LocalDate> sessions, String expected, String why) {
    Optional.ofNullable(subjects.get(symbol))
        .ifPresent(s -> wrong.add(new Observation(what, s, sessions, at, expected, why, 1)));
  }

  /** Takes the instruments that are held, with what changed; all others are not. */
  Surveyor held(Map<String, String> held) {
    subjects.forEach(
        (symbol, subject) -> {
          if (held.containsKey(symbol)) {
            String command = ", see sentinel accept " + symbol;
            wrong(
                IncidentClass.HELD,
                subject,
                at,
                "the same instrument as before",
                "the source now says " + held.get(symbol) + command);
          } else {
            proven(subject, IncidentClass.HELD, Proof.ofAll());
          }
        });
    return this;
  }

  /** Takes something that is wrong with a part of the program. */
  Surveyor broken(
      IncidentClass what, String part, Instant since, String expected, String cause, int missed) {
    Subject subject = new Subject("pipeline", "", Optional.empty(), part);
    wrong.add(new Observation(what, subject, List.of(), since, expected, cause, missed));
    return this;
  }

  /** Takes a part of the program that does what it should. */
  Surveyor works(IncidentClass what, String part) {
    proven(new Subject("pipeline", "", Optional.empty(), part), what, Proof.ofAll());
    return this;
  }

  private void wrong(
      IncidentClass what, Subject subject, Instant since, String expected, String cause) {
    wrong.add(new Observation(what, subject, List.of(), since, expected, cause, 1));
  }

  private void proven(Subject subject, IncidentClass what, Proof proof) {
    well.computeIfAbsent(what, w -> new HashMap<>())
        .put(new Survey.Place(subject.dataset(), subject.name()), proof);
  }

  Survey survey() {
    return new Survey(at, wrong, well, sizes);
  }
}
