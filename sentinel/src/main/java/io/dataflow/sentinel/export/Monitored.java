package io.dataflow.sentinel.export;

import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a monitor is told: the program, its last run, and each dataset as it was judged.
 *
 * @param version of this program
 * @param heartbeat when this was said
 * @param job empty when nothing ever ran, or the ledger cannot be read
 */
public record Monitored(
    String version, Instant heartbeat, Optional<Job> job, List<Dataset> datasets) {

  public Monitored {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(heartbeat, "heartbeat");
    Objects.requireNonNull(job, "job");
    datasets = List.copyOf(datasets);
  }

  /**
   * A job and its last run.
   *
   * @param name the command: {@code run}
   * @param lastSuccess when a run of it last came to verdicts, whichever they were
   * @param lastCompletion when one last ended, well or not
   * @param stages how long each stage of the last run took; one that ran twice, together
   * @param checked the last run's bars by how they met their contract; empty when not known
   * @param quarantined the last run's refused rows by dataset and rule; empty when not known
   */
  public record Job(
      String name,
      Optional<Instant> lastSuccess,
      Optional<Instant> lastCompletion,
      Map<String, Duration> stages,
      Optional<Checked> checked,
      Optional<Map<Rule, Long>> quarantined) {
    public Job {
      stages = new TreeMap<>(stages);
      quarantined = quarantined.map(TreeMap::new);
    }
  }

  /** A rule of a dataset's contract. */
  public record Rule(String dataset, String name) implements Comparable<Rule> {
    @Override
    public int compareTo(Rule other) {
      int byDataset = dataset.compareTo(other.dataset);
      return byDataset == 0 ? name.compareTo(other.name) : byDataset;
    }
  }

  /**
   * How many bars met their contract.
   *
   * @param passed without a word
   * @param warned with a warning
   * @param failed refused
   */
  public record Checked(long passed, long warned, long failed) {}

  /**
   * A dataset as it was judged.
   *
   * @param instruments how many have each verdict
   * @param sessions due ones over all instruments, and how many are there
   * @param lastSession close of the newest session of which a bar is there
   * @param deadline the next one: from then on a bar that is still missing is overdue
   */
  public record Dataset(
      DatasetVerdict verdict,
      Map<Verdict, Long> instruments,
      Coverage sessions,
      Optional<Instant> lastSession,
      Optional<Instant> deadline,
      boolean simulated) {
    public Dataset {
      instruments = Map.copyOf(instruments);
    }
  }
}
