package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one run came to, for {@code summary.json}.
 *
 * @param generatedAt when the run ended, by its clock
 * @param asOf the instant it judged
 * @param exitCode 0 to 5
 * @param feeds every feed's verdict, in any order
 * @param datasets a verdict a dataset
 * @param problems what went wrong, a sentence each
 */
public record Summary(
    String runId,
    Instant generatedAt,
    Instant asOf,
    FreshnessFile.Data data,
    int exitCode,
    Requests requests,
    Bars bars,
    List<FeedVerdict> feeds,
    List<DatasetVerdict> datasets,
    List<String> problems) {

  public Summary {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(generatedAt, "generatedAt");
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(bars, "bars");
    if (exitCode < 0 || exitCode > 5) {
      throw new IllegalArgumentException("no exit code of ours: " + exitCode);
    }
    feeds = List.copyOf(feeds);
    datasets = List.copyOf(datasets);
    problems = List.copyOf(problems);
  }

  /** What was asked of the source: {@code answered + failed == asked}. */
  public record Requests(int asked, int answered, int failed) {
    public Requests {
      if (answered < 0 || failed < 0 || answered + failed != asked) {
        throw new IllegalArgumentException(
            answered + " answered and " + failed + " failed of " + asked + " requests");
      }
    }
  }

  /**
   * What became of the bars read.
   *
   * @param promoted new to the table, or made final
   * @param unchanged already there with equal values
   * @param quarantined refused by a rule
   * @param held good bars of an instrument that is held
   * @param restatedExplained changed values with a known cause: a split, a late volume
   * @param restatedUnexplained changed values without one
   */
  public record Bars(
      long read,
      long promoted,
      long unchanged,
      long quarantined,
      long held,
      long restatedExplained,
      long restatedUnexplained) {
    public Bars {
      if (read < 0
          || promoted < 0
          || unchanged < 0
          || quarantined < 0
          || held < 0
          || restatedExplained < 0
          || restatedUnexplained < 0) {
        throw new IllegalArgumentException("a count of bars is negative");
      }
    }
  }
}
