package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in one plain English sentence why a feed got its verdict. */
final class Sentence {
  private static final int HOLES_NAMED = 3;

  private final List<SessionVerdict> sessions;
  private final Tally tally;

  Sentence(List<SessionVerdict> sessions, Tally tally) {
    this.sessions = sessions;
    this.tally = tally;
  }

  /** The sentence for a verdict; {@code unknown} is what stands for UNKNOWN. */
  String of(Verdict verdict, String unknown) {
    return switch (verdict) {
      case UNKNOWN -> unknown;
      case LATE, STALE -> overdue();
      case FRESH -> present() + holes() + next();
    };
  }

  private String overdue() {
    List<SessionVerdict> missing = missing();
    SessionVerdict newest = missing.get(missing.size() - 1);
    Due due = new Due(newest.session(), newest.deadline().orElseThrow());
    String day = Wording.day(due.session());
    String at = Wording.near(due.session(), due.deadline());
    String text =
        newest
                .bars()
                .map(b -> "the bars of " + day + " were due " + at + " and " + b + " are there")
                .orElse("the bar of " + day + " was due " + at + " and " + clause(newest))
            + newest.reason().map(r -> separator(newest) + r).orElse("");
    int more = missing.size() - 1;
    return more == 0 ? text : text + "; " + before(more, missing.get(0).session());
  }

  private static String clause(SessionVerdict missing) {
    return missing.cause().orElseThrow().clause();
  }

  private static String separator(SessionVerdict newest) {
    return newest.cause().orElseThrow() == Cause.REFUSED ? " " : ": ";
  }

  private static String before(int more, LocalDate first) {
    return more == 1
        ? "that of " + Wording.day(first) + " is missing too"
        : "those of the "
            + more
            + " sessions before it, from "
            + Wording.day(first)
            + ", are missing too";
  }

  private String present() {
    Optional<SessionVerdict> newest = newestArrived();
    if (newest.isPresent()) {
      return there(newest.get());
    }
    return silence().orElse("no bar was due yet");
  }

  private static String there(SessionVerdict session) {
    String day = Wording.day(session.session());
    boolean late = session.state() == SessionState.LATE_ARRIVED;
    return session
        .bars()
        .map(b -> b + " bars of " + day + " are there" + (late ? ", though they came late" : ""))
        .orElseGet(() -> "the bar of " + day + " is there" + (late ? ", though it came late" : ""));
  }

  private Optional<String> silence() {
    return sessions.stream()
        .flatMap(s -> s.reason().stream())
        .filter(reason -> reason.startsWith(FeedTerms.SILENT))
        .findFirst()
        .map(text -> text + ", so no bar is owed");
  }

  private String holes() {
    List<SessionVerdict> holes = overdueOnes();
    if (holes.isEmpty()) {
      return "";
    }
    String named =
        holes.stream()
            .skip(Math.max(0, holes.size() - HOLES_NAMED))
            .map(h -> Wording.day(h.session()) + " (" + h.cause().orElseThrow().words() + ")")
            .collect(Collectors.joining(", "));
    int unnamed = holes.size() - HOLES_NAMED;
    return "; missing behind it: " + named + (unnamed > 0 ? " and " + unnamed + " older" : "");
  }

  private String next() {
    return tally
        .next()
        .map(
            due ->
                "; the next, of "
                    + Wording.day(due.session())
                    + ", is due "
                    + Wording.near(due.session(), due.deadline())
                    + inPart(due))
        .orElse("");
  }

  /** What is there of a session already. */
  private String inPart(Due due) {
    return sessions.stream()
        .filter(s -> s.session().equals(due.session()) && s.state() == SessionState.PARTIAL)
        .flatMap(s -> s.bars().stream())
        .findFirst()
        .map(bars -> " and " + bars + " of its bars are there")
        .orElse("");
  }

  private Optional<SessionVerdict> newestArrived() {
    for (int i = sessions.size() - 1; i >= 0; i--) {
      if (sessions.get(i).state().arrived()) {
        return Optional.of(sessions.get(i));
      }
    }
    return Optional.empty();
  }

  private List<SessionVerdict> missing() {
    List<SessionVerdict> overdue = overdueOnes();
    return overdue.subList(overdue.size() - tally.missing(), overdue.size());
  }

  private List<SessionVerdict> overdueOnes() {
    List<SessionVerdict> overdue = new ArrayList<>();
    for (SessionVerdict session : sessions) {
      if (session.state() == SessionState.OVERDUE) {
        overdue.add(session);
      }
    }
    return overdue;
  }
}
