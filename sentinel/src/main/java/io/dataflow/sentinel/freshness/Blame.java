package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds why a session past its deadline is not there, and the detail that proves it.
 *
 * <p>What was seen outranks what was not tried: a refused bar stays refused during a later outage.
 * A failed attempt outranks older looks. A look that saw nothing before a settled bar could exist
 * proves nothing, so the session then counts as not looked at.
 */
final class Blame {
  /** The row rule a bar without prices breaks. */
  static final String NO_PRICES = "has_prices";

  /** The row rule a bar equal to the one before it breaks. */
  static final String REPEATED = "not_repeated";

  private final Records records;
  private final Expectation expectation;
  private final Due due;
  private final Instant settled;

  Blame(Records records, Expectation expectation) {
    this.records = records;
    this.expectation = expectation;
    this.due = Due.of(expectation);
    this.settled =
        switch (expectation.arrival().judge()) {
          case FINAL -> expectation.close().plus(expectation.arrival().settle());
          case PROVISIONAL -> expectation.close();
        };
  }

  SessionVerdict overdue() {
    Optional<Holding> holding = records.holding(expectation.session());
    List<String> refusedBy = holding.map(Holding::refusedBy).orElse(List.of());
    if (!refusedBy.isEmpty()) {
      return refused(refusedBy);
    }
    Optional<Look> look = last(records.looks(expectation.session()));
    Optional<Attempt> failure = failureAfter(look);
    if (failure.isPresent()) {
      return because(Cause.SOURCE_FAILED, failureDetail(failure.get(), holding));
    }
    Optional<BarCount> some = holding.flatMap(Holding::bars).filter(b -> b.there() > 0);
    if (some.isPresent()) {
      return because(Cause.ABSENT, inPart(some.get()) + ", " + lookedAt(look));
    }
    if (holding.filter(h -> h.state() == Holding.State.PROVISIONAL).isPresent()) {
      return expectation.feed().interval().intraday()
          ? because(Cause.ABSENT, "only a part of its bars is there, " + lookedAt(look))
          : because(Cause.PROVISIONAL_ONLY, lookedAt(look));
    }
    return look.map(this::unseen).orElseGet(() -> because(Cause.NOT_LOOKED, lookedAt(look)));
  }

  private SessionVerdict refused(List<String> rules) {
    String by = "by the check" + (rules.size() > 1 ? "s " : " ") + String.join(", ", rules);
    if (rules.contains(NO_PRICES)) {
      return because(Cause.NULL_BAR, "refused " + by);
    }
    return rules.contains(REPEATED)
        ? because(Cause.REPEATED_BAR, "refused " + by)
        : because(Cause.REFUSED, by);
  }

  private static String inPart(BarCount bars) {
    return bars.end() == BarCount.End.NOT_SEEN
        ? "the last bar is not there"
        : "too many are missing before the last one";
  }

  private SessionVerdict unseen(Look look) {
    String looked = lookedAt(Optional.of(look));
    return switch (look.seen()) {
      case NOTHING ->
          look.at().isBefore(settled)
              ? because(Cause.NOT_LOOKED, looked + ", before it could be there")
              : because(Cause.ABSENT, looked + bars());
      case NULL -> because(Cause.NULL_BAR, looked);
      case PROVISIONAL -> because(Cause.PROVISIONAL_ONLY, looked);
      case FINAL -> because(Cause.REFUSED, looked + ", seen but not promoted");
    };
  }

  private String bars() {
    return records
        .lastSeen()
        .map(day -> ", the source has bars up to " + Wording.day(day))
        .orElse("");
  }

  private Optional<Attempt> failureAfter(Optional<Look> look) {
    return records
        .lastAttempt()
        .filter(a -> a.failure().isPresent() && !a.at().isBefore(expectation.close()))
        .filter(a -> look.isEmpty() || a.at().isAfter(look.get().at()));
  }

  private String failureDetail(Attempt attempt, Optional<Holding> holding) {
    boolean provisional = holding.filter(h -> h.state() == Holding.State.PROVISIONAL).isPresent();
    return attempt.failure().orElseThrow()
        + " at "
        + Wording.after(due, attempt.at())
        + (provisional ? ", only a provisional bar is here" : "");
  }

  private String lookedAt(Optional<Look> look) {
    return look.map(l -> "last looked at " + Wording.after(due, l.at()))
        .orElse("no look at this session is recorded");
  }

  private SessionVerdict because(Cause cause, String detail) {
    return SessionVerdict.overdue(due, cause, detail);
  }

  private static Optional<Look> last(List<Look> looks) {
    return looks.isEmpty() ? Optional.empty() : Optional.of(looks.get(looks.size() - 1));
  }
}
