package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger keeps for judging freshness. Each call is atomic and durable when it returns;
 * every recording call may be repeated with the same rows and changes nothing the second time.
 */
public interface FreshnessLedger {
  /**
   * Records looks. The caller decides which are worth keeping; a second look of a session at the
   * same instant is dropped, whatever it saw.
   */
  void recordLooks(Collection<Look> looks);

  /** Looks at sessions from a date on, by feed, session and instant. */
  List<Look> looks(String dataset, LocalDate fromSession);

  /** All looks at a feed, by session and instant. */
  List<Look> looks(Feed feed);

  /**
   * Records attempts. The last one of each feed is kept, each one that failed, and each answer that
   * ended failures; one older than the last one is dropped, and of several at once of a feed all
   * but the last.
   */
  void recordAttempts(Collection<Attempt> attempts);

  /**
   * The last attempt of each feed of a dataset not after an instant, by feed. Answers that came
   * before the last attempt and ended no failure are not known any more.
   */
  List<Attempt> attempts(String dataset, Instant asOf);

  /** Records since when feeds are watched; a feed watched already keeps its first instant. */
  void watch(Collection<Feed> feeds, Instant since);

  /** Records since when a feed is watched; see {@link #watch(Collection, Instant)}. */
  default void watch(Feed feed, Instant since) {
    watch(List.of(feed), since);
  }

  /** Empty when the feed was never watched. */
  Optional<Instant> watchedSince(Feed feed);

  /** Every watched feed of a dataset, in order of feeds. */
  Map<Feed, Instant> watchedSince(String dataset);

  /**
   * Appends expectations. A row with the feed, session and {@code recordedAt} of a written one is
   * dropped: a promise is superseded by a later one, never changed.
   */
  void recordExpectations(Collection<Expectation> expectations);

  /** All versions for sessions from a date on, by feed, session and {@code recordedAt}. */
  List<Expectation> expectations(String dataset, LocalDate fromSession);

  /** All versions of a feed, by session and {@code recordedAt}. */
  List<Expectation> expectations(Feed feed);

  /**
   * Records what a run said. The current row of a feed is always renewed; that of a session only
   * when its state, cause or reason is another. Where state or cause is another, a change is added
   * to the history, so it grows with what happens, not with the number of runs. A verdict as of an
   * earlier instant than the current row's is dropped.
   */
  void recordVerdicts(String runId, Collection<VerdictRow> verdicts);

  /**
   * What is true now: of each feed of a dataset, and of its sessions from a date on. By feed, then
   * session, the feed's own row first.
   */
  List<RecordedVerdict> verdicts(String dataset, LocalDate fromSession);

  /** Each change of a feed's verdict and of its sessions' states, oldest first. */
  List<RecordedVerdict> verdictChanges(Feed feed);
}
