package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is said of one feed at one instant, and why.
 *
 * @param calendar name of the calendar; empty when none could be read
 * @param reason one plain English sentence, without a full stop
 * @param sessions in order of dates: every session from the first expectation to the first that has
 *     not opened, and the weekdays between them on which the exchange is closed
 * @param lastHeld the newest session with a bar in the table, final or not
 * @param expected the newest session that is due
 * @param next the first owed session still awaited
 * @param coverage owed sessions that are due, and how many are there
 * @param warnings what will go wrong later, such as a calendar whose verified range ends soon
 * @param source where the newest bar is from; empty when there is none, or nobody looked
 */
public record FeedVerdict(
    Feed feed,
    Optional<String> calendar,
    Verdict verdict,
    String reason,
    List<SessionVerdict> sessions,
    Optional<LocalDate> lastHeld,
    Optional<Due> expected,
    Optional<Due> next,
    Coverage coverage,
    List<String> warnings,
    Optional<String> source) {

  public FeedVerdict {
    Objects.requireNonNull(feed, "feed");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(coverage, "coverage");
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the verdict of " + feed + " says no reason");
    }
    sessions = List.copyOf(sessions);
    warnings = List.copyOf(warnings);
  }

  /** What is said before anybody looked where the bars are from. */
  public FeedVerdict(
      Feed feed,
      Optional<String> calendar,
      Verdict verdict,
      String reason,
      List<SessionVerdict> sessions,
      Optional<LocalDate> lastHeld,
      Optional<Due> expected,
      Optional<Due> next,
      Coverage coverage,
      List<String> warnings) {
    this(
        feed,
        calendar,
        verdict,
        reason,
        sessions,
        lastHeld,
        expected,
        next,
        coverage,
        warnings,
        Optional.empty());
  }

  /**
   * The same with the source of the newest bar.
   *
   * @param warning what is to be known of it
   */
  public FeedVerdict from(String newestSource, Optional<String> warning) {
    return new FeedVerdict(
        feed,
        calendar,
        verdict,
        reason,
        sessions,
        lastHeld,
        expected,
        next,
        coverage,
        Stream.concat(warnings.stream(), warning.stream()).toList(),
        Optional.of(newestSource));
  }

  /** A feed of which nothing can be said, because lake, ledger or calendar could not be read. */
  public static FeedVerdict unknown(Feed feed, String reason) {
    return new FeedVerdict(
        feed,
        Optional.empty(),
        Verdict.UNKNOWN,
        reason,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Coverage.NONE,
        List.of());
  }

  /** What is said of a date; empty when it lies outside the judged sessions or on a weekend. */
  public Optional<SessionVerdict> on(LocalDate date) {
    return sessions.stream().filter(s -> s.session().equals(date)).findFirst();
  }

  /** Overdue sessions behind a newer one that arrived: each a cause of its own. */
  public List<SessionVerdict> holes() {
    return overdue(sessions.subList(0, newestArrival() + 1));
  }

  /** Overdue sessions with no newer one that arrived: none for FRESH, one for LATE, else STALE. */
  public List<SessionVerdict> missing() {
    return overdue(sessions.subList(newestArrival() + 1, sessions.size()));
  }

  private int newestArrival() {
    int last = sessions.size() - 1;
    while (last >= 0 && !sessions.get(last).state().arrived()) {
      last--;
    }
    return last;
  }

  private static List<SessionVerdict> overdue(List<SessionVerdict> some) {
    return some.stream().filter(s -> s.state() == SessionState.OVERDUE).toList();
  }
}
