package io.dataflow.sentinel.freshness;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What is said of a dataset of many feeds.
 *
 * @param coverage feeds with a session that is due, and how many of them are FRESH
 * @param missing feeds that are LATE, STALE or UNKNOWN, in order
 * @param silentExchanges exchanges of which no instrument arrived while others did
 * @param reason one plain English sentence, without a full stop
 */
public record DatasetVerdict(
    String dataset,
    Verdict verdict,
    Coverage coverage,
    List<FeedVerdict> missing,
    List<SilentExchange> silentExchanges,
    String reason) {

  public DatasetVerdict {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(verdict, "verdict");
    missing = List.copyOf(missing);
    silentExchanges = List.copyOf(silentExchanges);
  }

  /**
   * Sums up feeds; the worst does not decide alone.
   *
   * <p>STALE when more than half of the feeds that are due or unknown are STALE; else LATE when any
   * is LATE or STALE; else UNKNOWN when any is UNKNOWN, or there is no feed at all; else FRESH.
   *
   * @throws IllegalArgumentException when a feed belongs to another dataset
   */
  public static DatasetVerdict of(String dataset, List<FeedVerdict> feeds) {
    feeds.forEach(f -> belongs(dataset, f));
    List<FeedVerdict> counted =
        feeds.stream()
            .filter(f -> f.expected().isPresent() || f.verdict() == Verdict.UNKNOWN)
            .toList();
    List<FeedVerdict> missing =
        counted.stream()
            .filter(f -> f.verdict() != Verdict.FRESH)
            .sorted(Comparator.comparing(FeedVerdict::feed))
            .toList();
    Coverage coverage = new Coverage(counted.size() - missing.size(), counted.size());
    return new DatasetVerdict(
        dataset,
        feeds.isEmpty() ? Verdict.UNKNOWN : decide(counted, missing),
        coverage,
        missing,
        SilentExchange.among(feeds),
        sentence(feeds, missing, coverage));
  }

  private static Verdict decide(List<FeedVerdict> counted, List<FeedVerdict> missing) {
    long stale = count(missing, Verdict.STALE);
    if (2 * stale > counted.size()) {
      return Verdict.STALE;
    }
    if (stale + count(missing, Verdict.LATE) > 0) {
      return Verdict.LATE;
    }
    return missing.isEmpty() ? Verdict.FRESH : Verdict.UNKNOWN;
  }

  private static String sentence(
      List<FeedVerdict> feeds, List<FeedVerdict> missing, Coverage coverage) {
    if (feeds.isEmpty()) {
      return "no instrument is watched";
    }
    if (coverage.due() == 0) {
      return "no bar was due yet";
    }
    if (missing.isEmpty()) {
      return coverage.due() == 1
          ? "the one instrument that is due is there"
          : "all " + coverage.due() + " instruments that are due are there";
    }
    return coverage
        + " instruments are there: "
        + count(missing, Verdict.LATE)
        + " late, "
        + count(missing, Verdict.STALE)
        + " stale, "
        + count(missing, Verdict.UNKNOWN)
        + " unknown";
  }

  private static long count(List<FeedVerdict> feeds, Verdict verdict) {
    return feeds.stream().filter(f -> f.verdict() == verdict).count();
  }

  private static void belongs(String dataset, FeedVerdict feed) {
    if (!feed.feed().dataset().equals(dataset)) {
      throw new IllegalArgumentException(feed.feed() + " is no feed of " + dataset);
    }
  }
}
