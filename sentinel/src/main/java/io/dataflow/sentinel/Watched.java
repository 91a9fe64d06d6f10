package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * An instrument with everything known of its freshness at one instant.
 *
 * @param since when the watch began, also after the instant; empty when it never did
 */
record Watched(Instrument instrument, Optional<Instant> since, Evidence evidence) {

  /** What is said of it. */
  FeedVerdict verdict(Instant asOf) {
    if (instrument.calendar().isEmpty()) {
      return FeedVerdict.unknown(instrument.feed(), "no calendar: " + instrument.calendarRule());
    }
    if (since.filter(asOf::isBefore).isPresent()) {
      return FeedVerdict.unknown(
          instrument.feed(),
          "it was not watched then: the watch began " + ReportText.moment(since.get()));
    }
    Judge judge = new Judge(instrument.calendar().get(), instrument.terms());
    return withLastAnswer(judge.verdict(evidence, asOf));
  }

  /** An instrument that never had data is unknown for a reason, and the source told it. */
  private FeedVerdict withLastAnswer(FeedVerdict verdict) {
    Optional<String> failure = evidence.lastAttempt().flatMap(Attempt::failure);
    if (verdict.verdict() != Verdict.UNKNOWN || evidence.everHadData() || failure.isEmpty()) {
      return verdict;
    }
    return new FeedVerdict(
        verdict.feed(),
        verdict.calendar(),
        verdict.verdict(),
        verdict.reason() + "; the last answer: " + failure.get(),
        verdict.sessions(),
        verdict.lastHeld(),
        verdict.expected(),
        verdict.next(),
        verdict.coverage(),
        verdict.warnings());
  }
}
