package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what will change the state of a session and the verdict of its feed, and when.
 *
 * <p>Pure and in terms of evidence only: it knows nothing of when the next run is.
 */
public final class Prospects {
  /**
   * One thing that changes a state or a verdict.
   *
   * @param at the instant from which it holds; empty when it waits for evidence
   * @param what what happens then, in words
   */
  public record Change(Optional<Instant> at, String what) {
    public Change {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(what, "what");
    }
  }

  private static final String ARRIVED =
      "LATE_ARRIVED, or ON_TIME when it is the first look past the deadline";

  private final Instant asOf;
  private final List<Change> changes = new ArrayList<>();

  private Prospects(Instant asOf) {
    this.asOf = asOf;
  }

  /** What will change one session, the soonest first, then what waits for evidence. */
  public static List<Change> of(SessionVerdict session, Expectation expectation, Instant asOf) {
    Prospects prospects = new Prospects(asOf);
    prospects.session(session, expectation);
    return List.copyOf(prospects.changes);
  }

  /** What will change the verdict of a feed. */
  public static List<Change> of(FeedVerdict verdict, Instant asOf) {
    Prospects prospects = new Prospects(asOf);
    prospects.feed(verdict);
    return List.copyOf(prospects.changes);
  }

  private void session(SessionVerdict session, Expectation expectation) {
    switch (session.state()) {
      case NOT_DUE, PARTIAL -> ahead(expectation);
      case OVERDUE -> evidence(overdue(session, expectation));
      case CLOSED -> evidence("nothing: no bar is owed, whatever comes");
      case ON_TIME, LATE_ARRIVED -> evidence("nothing: what has arrived stays arrived");
      case UNKNOWN -> evidence("what it is unknown for: " + session.reason().orElse("evidence"));
    }
  }

  private void ahead(Expectation expectation) {
    Instant counts =
        switch (expectation.arrival().judge()) {
          case FINAL -> expectation.close().plus(expectation.arrival().settle());
          case PROVISIONAL -> expectation.close();
        };
    if (counts.isAfter(asOf)) {
      at(counts, "from here on a bar that is retrieved counts: ON_TIME");
    }
    at(expectation.deadline(), "OVERDUE, unless its bar was seen by then");
  }

  private static String overdue(SessionVerdict session, Expectation expectation) {
    return switch (session.cause().orElseThrow()) {
      case NOT_LOOKED -> "the next run asks for it; with its bar: " + ARRIVED;
      case SOURCE_FAILED -> "the next answer of the source; with its bar: " + ARRIVED;
      case ABSENT, NULL_BAR, REPEATED_BAR -> "an answer that has its bar: " + ARRIVED;
      case PROVISIONAL_ONLY ->
          "a bar retrieved "
              + expectation.arrival().settle()
              + " after the close or later: "
              + ARRIVED;
      case REFUSED -> "another bar from the source that keeps the contract: " + ARRIVED;
    };
  }

  private void feed(FeedVerdict verdict) {
    Optional<Due> next = verdict.next().filter(due -> due.deadline().isAfter(asOf));
    switch (verdict.verdict()) {
      case FRESH -> next.ifPresent(due -> at(due.deadline(), worse("LATE", due)));
      case LATE -> next.ifPresent(due -> at(due.deadline(), worse("STALE", due)));
      case STALE -> {}
      case UNKNOWN -> evidence("what it is unknown for: " + verdict.reason());
    }
    List<SessionVerdict> missing = verdict.missing();
    if (!missing.isEmpty() && verdict.verdict() != Verdict.UNKNOWN) {
      String newest = Wording.day(missing.get(missing.size() - 1).session());
      evidence("FRESH, as soon as the bar of " + newest + " or of a newer session is there");
    }
  }

  private static String worse(String verdict, Due due) {
    return verdict + ", unless the bar of " + Wording.day(due.session()) + " is there";
  }

  private void at(Instant at, String what) {
    changes.add(new Change(Optional.of(at), what));
  }

  private void evidence(String what) {
    changes.add(new Change(Optional.empty(), what));
  }
}
