package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.ledger.Stage;
import io.dataflow.sentinel.silver.Promoted;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run came to.
 *
 * @param ended when its verdicts were in, in real time
 * @param landed each request's end, by symbol
 * @param held instruments whose identity changed, with what changed
 * @param problems what went wrong, a sentence each
 */
record RunReport(
    String runId,
    Instant asOf,
    Instant ended,
    String source,
    FreshnessFile.Data data,
    List<Line> lines,
    List<Landed> landed,
    Promoted promoted,
    Map<String, String> held,
    DatasetVerdict dataset,
    List<Stage> stages,
    List<String> problems,
    Set<Trouble> troubles) {

  /** Stands for a calendar's rule where the run broke before it judged. */
  static final String NOT_EVALUATED = "not evaluated";

  /** Whether it came as far as verdicts. */
  boolean evaluated() {
    return lines.stream().noneMatch(l -> l.calendarRule().equals(NOT_EVALUATED));
  }

  /** An instrument, its verdict, and the rule that chose its calendar. */
  record Line(FeedVerdict verdict, String calendarRule) {}

  /** The same with one more problem. */
  RunReport and(String problem, Trouble trouble) {
    List<String> told = Stream.concat(problems.stream(), Stream.of(problem)).toList();
    Set<Trouble> all = EnumSet.copyOf(Set.of(trouble));
    all.addAll(troubles);
    return new RunReport(
        runId, asOf, ended, source, data, lines, landed, promoted, held, dataset, stages, told,
        all);
  }

  int exitCode() {
    return ExitCode.of(troubles);
  }
}
