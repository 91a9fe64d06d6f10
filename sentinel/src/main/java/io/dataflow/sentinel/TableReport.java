package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.table.TableException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of a table of a user's own at an instant.
 *
 * @param lines a line a feed, in order
 * @param remarks what a person should look at, a sentence each
 * @param note how it was judged, when not as usual
 * @param failure why it could not be read
 * @param unrecorded why nothing of it could be kept
 */
record TableReport(
    String name,
    Instant asOf,
    List<RunReport.Line> lines,
    List<String> remarks,
    Optional<String> note,
    Optional<TableException> failure,
    Optional<String> unrecorded) {
  TableReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(asOf, "asOf");
    lines = List.copyOf(lines);
    remarks = List.copyOf(remarks);
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(unrecorded, "unrecorded");
  }

  /** What it means in terms of incidents. */
  void into(Surveyor surveyor) {
    String part = "freshness of " + name;
    if (failure.isPresent()) {
      surveyor.broken(
          IncidentClass.RUN_FAILED,
          part,
          asOf,
          "a table that can be read",
          failure.get().getMessage(),
          1);
    } else {
      surveyor
          .works(IncidentClass.RUN_FAILED, part)
          .table(lines.stream().map(RunReport.Line::verdict).toList());
    }
  }

  /** Of a table that was read. */
  static TableReport of(
      String name, Instant asOf, List<RunReport.Line> lines, List<String> remarks) {
    return new TableReport(
        name, asOf, lines, remarks, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Of a table that could not be read. */
  static TableReport failed(
      String name, Instant asOf, List<RunReport.Line> lines, TableException failure) {
    return new TableReport(
        name, asOf, lines, List.of(), Optional.empty(), Optional.of(failure), Optional.empty());
  }

  /** The same with a note. */
  TableReport noting(String sentence) {
    return new TableReport(name, asOf, lines, remarks, Optional.of(sentence), failure, unrecorded);
  }

  /** The same, when nothing of it could be kept. */
  TableReport unrecorded(String why) {
    return new TableReport(name, asOf, lines, remarks, note, failure, Optional.of(why));
  }

  List<FeedVerdict> verdicts() {
    return lines.stream().map(RunReport.Line::verdict).toList();
  }

  DatasetVerdict dataset() {
    return DatasetVerdict.of(name, verdicts());
  }

  int exitCode() {
    if (failure.filter(f -> f.kind() == TableException.Kind.SETTINGS).isPresent()) {
      return ExitCode.USAGE;
    }
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    troubles.addAll(FreshnessCommand.troubles(verdicts()));
    if (failure.isPresent() || lines.isEmpty()) {
      troubles.add(Trouble.NOT_EVALUATED);
    }
    unrecorded.ifPresent(why -> troubles.add(Trouble.NOT_RECORDED));
    return ExitCode.of(troubles);
  }
}
